/**
 * The header: name, data, undo, lessons, compare, share, and a menu of the rest. The lab has room for all of it side by side; for
 * projectors only the menu is left.
 */
import { useEffect } from 'preact/hooks';
import type { Layout } from '../../engine/wasm';
import { isHidden } from '../../state/parts';
import { layout } from '../../state/layout';
import { workspace } from '../../state/workspace';
import { ControlPart } from '../part';
import { useMedia } from '../../ui/media';
import { DataMenu } from '../data/data-menu';
import { DataDetails } from '../data/data-details';
import { ExportMenu } from '../share/export';
import { FormatsButton } from '../formats/format-comparison';
import { LessonsButton } from '../lesson/lessons';
import { ProofButton } from '../proof/proof';
import { Share } from '../share/share';
import { CompareButton } from '../stage/pins';
import { About } from './about';
import { takeUndoKeys } from './keyboard';
import { MoreMenu } from './more-menu';
import { UndoButtons } from './undo-buttons';
import { ViewMenu } from './view-menu';
import { WorkspaceSelect } from './workspace-select';

const Name = () => <h1 class="name">Quantscope</h1>;

/** Everything side by side. */
const Full = () => {
  const hasTools = !isHidden('tools');
  return (
    <>
      <Name />
      <WorkspaceSelect />
      <ControlPart of="data">
        <DataMenu isShort={false} />
      </ControlPart>
      <UndoButtons />
      {hasTools && <CompareButton />}
      {hasTools && <FormatsButton />}
      <LessonsButton />
      <ViewMenu />
      <Share />
      {hasTools && <ExportMenu />}
      {hasTools && <ProofButton />}
      <About />
    </>
  );
};

const Short = () => (
  <>
    <Name />
    <WorkspaceSelect />
    {workspace.value !== 'training' && (
      <ControlPart of="data">
        <DataMenu isShort />
        {layout.value === 'look' && <DataDetails />}
      </ControlPart>
    )}
    <UndoButtons />
    <LessonsButton />
    {!isHidden('tools') && workspace.value === 'tensor' && <CompareButton />}
    <Share />
    <MoreMenu />
  </>
);

const Lab = () => (useMedia('(min-width: 1180px)') ? <Full /> : <Short />);

/** For projectors the name is there for screen readers alone. */
const Least = () => (
  <>
    <h1 class="hidden-words">Quantscope</h1>
    <MoreMenu />
  </>
);

const HEADERS = { look: Short, lab: Lab, present: Least };

/** Only the tensor's workspace has a lab. */
const arrangement = (): Layout => (workspace.value !== 'tensor' && layout.value === 'lab' ? 'look' : layout.value);

export const Header = () => {
  useEffect(() => {
    document.addEventListener('keydown', takeUndoKeys);
    return () => document.removeEventListener('keydown', takeUndoKeys);
  }, []);
  const of = arrangement();
  const Content = HEADERS[of];
  return (
    <header class="header" data-of={of}>
      <Content />
    </header>
  );
};
