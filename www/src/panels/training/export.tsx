/**
 * What can be taken out of a training: pictures, curves, weights, a program; and its weights in the tensor view.
 */
import { drawingPng, drawingSvg } from '../../charts/frame/export';
import { t } from '../../i18n';
import { linkTo, state } from '../../state/store';
import { fileFor, openWeights, type FileKind } from '../../state/training/files';
import { shown } from '../../state/training/training';
import { save } from '../../ui/save';
import { Word } from '../../ui/sentence/word';

const FILES: readonly FileKind[] = ['csv', 'npy', 'program'];

/** Of the exported boundaries, in CSS pixels. */
const HEIGHT = 360;

/** The three boundaries with the link below. */
const picture = async (format: 'png' | 'svg'): Promise<void> => {
  const painter = shown.peek()?.painter;
  if (!painter) return;
  const caption = linkTo(state.peek());
  const blob =
    format === 'png'
      ? await drawingPng(HEIGHT, (canvas, style) => void painter.draw('boundaries', canvas, style), caption)
      : drawingSvg(HEIGHT, (style) => painter.svg('boundaries', style, caption));
  save(blob, `boundaries.${format}`);
};

const take = async (kind: FileKind): Promise<void> => {
  const file = await fileFor(kind);
  if (file) save(file.blob, file.name);
};

export const ExportWord = () => (
  <Word label={t('training.export')} phrase={t('training.exportPhrase')} kind="training-card">
    <div class="training-files">
      {(['png', 'svg'] as const).map((format) => (
        <button type="button" key={format} onClick={() => void picture(format)}>
          {t(`training.file.${format}`)}
        </button>
      ))}
      {FILES.map((kind) => (
        <button type="button" key={kind} onClick={() => void take(kind)}>
          {t(`training.file.${kind}`)}
        </button>
      ))}
      <button type="button" onClick={() => void openWeights()}>
        {t('training.openWeights')}
      </button>
    </div>
  </Word>
);
