/**
 * The button of a step that opens a dialog, or the page's samples as files of a model.
 */
import { useSignal } from '@preact/signals';
import { t } from '../../i18n';
import type { Step } from '../../lessons/schema';
import { fetchSample } from '../../engine/assets';
import { addFiles } from '../../state/store';
import { showFormats } from '../formats/format-comparison';
import { showErrorAnalysis } from '../analysis/error-analysis';
import { chooseTensor } from '../files/tensors';

const DIALOGS = {
  formats: { words: 'lessons.openFormats', open: showFormats },
  lab: { words: 'lessons.openLab', open: showErrorAnalysis },
  tensors: { words: 'lessons.openTensors', open: chooseTensor },
} as const;

/** A sample as a file of the user's. */
const asFile = async (name: string): Promise<File> => new File([await fetchSample(name)], name);

export const StepOpener = ({ step: { open, files } }: { step: Step }) => {
  const busy = useSignal(false);
  const openAll = async (): Promise<void> => {
    busy.value = true;
    try {
      await addFiles(await Promise.all(files.map(asFile)));
      chooseTensor();
    } finally {
      busy.value = false;
    }
  };
  if (files.length > 0) {
    return (
      <button type="button" disabled={busy.value} onClick={() => void openAll()}>
        {t('lessons.openFiles')}
      </button>
    );
  }
  if (!open) return null;
  return (
    <button type="button" aria-haspopup="dialog" onClick={DIALOGS[open].open}>
      {t(DIALOGS[open].words)}
    </button>
  );
};
