/**
 * The layer as files, and its matrices as tensors.
 */
import { useSignal } from '@preact/signals';
import type { LayerFormat } from '../../engine/wasm';
import { t } from '../../i18n';
import { layerFile, openMatrix } from '../../state/layer/files';
import { save } from '../../ui/save';

/** What the programs read. */
const DATA = 'quantscope-layer.json';

const FILES: readonly (readonly [format: LayerFormat, button: string, name: string])[] = [
  ['json', 'JSON', DATA],
  ['csv', 'CSV', 'quantscope-layer.csv'],
  ['numpy', 'NumPy', 'quantscope_layer_numpy.py'],
  ['torch', 'PyTorch', 'quantscope_layer_torch.py'],
];

export const LayerFiles = () => {
  const said = useSignal('');
  const keep = async (format: LayerFormat, name: string): Promise<void> => {
    said.value = t('export.writing', { name });
    try {
      const blob = await layerFile(format);
      if (blob) save(blob, name);
      const isProgram = format === 'numpy' || format === 'torch';
      if (!blob) said.value = t('export.nothing');
      else said.value = isProgram ? t('export.savedReading', { name, data: DATA }) : t('export.saved', { name });
    } catch (error) {
      said.value = t('export.failed', { name, why: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <section class="layer-files" aria-label={t('layer.files')}>
      <p>
        {FILES.map(([format, button, name]) => (
          <button key={format} type="button" title={t(`export.file.${format}`)} onClick={() => void keep(format, name)}>
            {button}
          </button>
        ))}
      </p>
      <p class="hint" role="status">
        {said.value}
      </p>
      <button type="button" class="link" onClick={() => void openMatrix('weight')}>
        {t('layer.open.weight')}
      </button>
      <button type="button" class="link" onClick={() => void openMatrix('inputs')}>
        {t('layer.open.inputs')}
      </button>
    </section>
  );
};
