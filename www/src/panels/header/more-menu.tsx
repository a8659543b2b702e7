/**
 * The menu of what is needed now and then, behind three dots. In windows without room for it in the header, also what stands there.
 */
import { t } from '../../i18n';
import { isHidden } from '../../state/parts';
import { isCompact, layout } from '../../state/layout';
import { workspace } from '../../state/workspace';
import { MoreIcon } from '../../ui/icons';
import { Popover, placedBy, useOpenContent } from '../../ui/popover/popover';
import { ErrorAnalysisButton } from '../analysis/error-analysis';
import { DataChoice, PasteButton } from '../data/data-menu';
import { OpenButton } from '../files/open-files';
import { FormatsButton } from '../formats/format-comparison';
import { LessonsButton } from '../lesson/lessons';
import { ControlPart } from '../part';
import { ProofButton } from '../proof/proof';
import { ExportMenu } from '../share/export';
import { Share } from '../share/share';
import { CompareButton } from '../stage/pins';
import { About } from './about';
import { UndoButtons } from './undo-buttons';
import { ViewFields } from './view-fields';
import { WorkspaceSelect } from './workspace-select';

const CARD = 'more-menu';

const OPENER = 'more';

const close = (): void => document.getElementById(CARD)?.hidePopover();

/** Workspace, data, undo and redo, in windows whose header has no room for them. */
const OfTheHeader = () => (
  <>
    <WorkspaceSelect />
    <ControlPart of="data">
      <label for="data-more">{t('data.data')}</label>
      <DataChoice id="data-more" />
    </ControlPart>
    <div class="more-row">
      <UndoButtons />
      <div class="more-row" onClickCapture={close}>
        {!isHidden('tools') && workspace.value === 'tensor' && <CompareButton />}
        {layout.value === 'present' && <LessonsButton />}
      </div>
      {layout.value === 'present' && <Share />}
    </div>
  </>
);

const Content = () => (
  <>
    {isCompact.value && <OfTheHeader />}
    <ControlPart of="data">
      <div class="more-row">
        {/* A file chosen, not the press, ends the menu: its input must last until then. */}
        <div onChange={close}>
          <OpenButton />
        </div>
        <div onClickCapture={close}>
          <PasteButton />
        </div>
      </div>
    </ControlPart>
    {/* What opens a dialog leaves the focus at the dots first, so that it returns there. */}
    {!isHidden('tools') && (
      <div class="more-row" onClickCapture={close}>
        <FormatsButton />
        <ErrorAnalysisButton />
        <ProofButton />
      </div>
    )}
    <div class="more-view">
      <ViewFields />
    </div>
    <div class="more-row">
      {!isHidden('tools') && <ExportMenu />}
      <About />
    </div>
  </>
);

export const MoreMenu = () => {
  const { isOpen, handlers } = useOpenContent(placedBy(OPENER));
  return (
    <>
      <button
        type="button"
        id={OPENER}
        class="step-button more-opener"
        popovertarget={CARD}
        aria-haspopup="dialog"
        aria-label={t('header.more')}
        title={t('header.more')}
      >
        <MoreIcon />
      </button>
      <Popover id={CARD} class="more-menu" popover="auto" role="dialog" aria-label={t('header.more')} {...handlers}>
        {isOpen.value && <Content />}
      </Popover>
    </>
  );
};
