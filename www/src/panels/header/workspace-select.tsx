/**
 * The choice of what the page is about. Knows no workspace.
 */
import type { Workspace } from '../../engine/wasm';
import { t } from '../../i18n';
import { isHidden } from '../../state/parts';
import { openWorkspace, workspace } from '../../state/workspace';

const WORKSPACES: readonly Workspace[] = ['tensor', 'layer', 'training'];

export const WorkspaceSelect = () =>
  isHidden('tools') ? null : (
    <select
      class="workspace-select"
      aria-label={t('header.workspace')}
      title={t('header.workspace')}
      onChange={(event) => openWorkspace(event.currentTarget.value as Workspace)}
    >
      {WORKSPACES.map((one) => (
        <option key={one} value={one} selected={workspace.value === one}>
          {t(`header.workspaces.${one}`)}
        </option>
      ))}
    </select>
  );
