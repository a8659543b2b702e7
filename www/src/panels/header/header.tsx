/**
 * The header: name, data, undo, lessons, compare, share, and a menu of the rest. The lab has room for all of it side by side; for
 * projectors only the menu is left.
 */
import { useEffect } from 'preact/hooks';
import { isHidden } from '../../state/parts';
import { layout } from '../../state/layout';
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

const Name = () => <h1 class="name">Quantscope</h1>;

/** Everything side by side. */
const Full = () => {
  const hasTools = !isHidden('tools');
  return (
    <>
      <Name />
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
    <ControlPart of="data">
      <DataMenu isShort />
      {layout.value === 'look' && <DataDetails />}
    </ControlPart>
    <UndoButtons />
    <LessonsButton />
    {!isHidden('tools') && <CompareButton />}
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

export const Header = () => {
  useEffect(() => {
    document.addEventListener('keydown', takeUndoKeys);
    return () => document.removeEventListener('keydown', takeUndoKeys);
  }, []);
  const Content = HEADERS[layout.value];
  return (
    <header class="header" data-of={layout.value}>
      <Content />
    </header>
  );
};
