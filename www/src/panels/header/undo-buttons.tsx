/**
 * Undo and redo as buttons.
 */
import { t } from '../../i18n';
import { canRedo, canUndo, redo, undo } from '../../state/store';
import { RedoIcon, UndoIcon } from '../../ui/icons';

export const UndoButtons = () => (
  <div class="together undo-buttons">
    <button type="button" class="step-button" aria-label={t('header.undo')} title={t('header.undoKeys')} disabled={!canUndo.value} onClick={undo}>
      <UndoIcon />
    </button>
    <button type="button" class="step-button" aria-label={t('header.redo')} title={t('header.redoKeys')} disabled={!canRedo.value} onClick={redo}>
      <RedoIcon />
    </button>
  </div>
);
