/**
 * What can be taken out of a training: pictures, curves, weights, a program; and its weights in the tensor view.
 */
import { t } from '../../i18n';
import { fileFor, openWeights, type FileKind } from '../../state/training/files';
import { save } from '../../ui/save';
import { Word } from '../../ui/sentence/word';

const FILES: readonly FileKind[] = ['png', 'svg', 'csv', 'npy', 'program'];

const take = async (kind: FileKind): Promise<void> => {
  const file = await fileFor(kind);
  if (file) save(file.blob, file.name);
};

export const ExportWord = () => (
  <Word label={t('training.export')} phrase={t('training.exportPhrase')} kind="training-card">
    <div class="training-files">
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
