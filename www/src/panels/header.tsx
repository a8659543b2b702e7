/**
 * The header: name, data, undo, compare, formats, lessons, view, share, export, proof, about.
 */
import { useEffect } from 'preact/hooks';
import { t } from '../i18n';
import { isHidden } from '../state/parts';
import { canRedo, canUndo, redo, undo } from '../state/store';
import { ControlPart } from './part';
import { RedoIcon, UndoIcon } from '../ui/icons';
import { About } from './about';
import { ComparisonButton } from './readout/compare-ab';
import { DataMenu } from './data/data-menu';
import { ExportMenu } from './share/export';
import { FormatComparison } from './formats/format-comparison';
import { takeUndoKeys } from './keyboard';
import { Lessons } from './lesson/lessons';
import { Proof } from './proof/proof';
import { Share } from './share/share';
import { ViewMenu } from './view-menu';

const UndoButtons = () => (
  <div class="together">
    <button type="button" class="step-button" aria-label={t('header.undo')} title={t('header.undoKeys')} disabled={!canUndo.value} onClick={undo}>
      <UndoIcon />
    </button>
    <button type="button" class="step-button" aria-label={t('header.redo')} title={t('header.redoKeys')} disabled={!canRedo.value} onClick={redo}>
      <RedoIcon />
    </button>
  </div>
);

export const Header = () => {
  useEffect(() => {
    document.addEventListener('keydown', takeUndoKeys);
    return () => document.removeEventListener('keydown', takeUndoKeys);
  }, []);
  const hasTools = !isHidden('tools');
  return (
    <header class="header">
      <h1 class="name">Quantscope</h1>
      <ControlPart of="data">
        <DataMenu />
      </ControlPart>
      <UndoButtons />
      {hasTools && <ComparisonButton />}
      {hasTools && <FormatComparison />}
      <Lessons />
      <ViewMenu />
      <Share />
      {hasTools && <ExportMenu />}
      {hasTools && <Proof />}
      <About />
    </header>
  );
};
