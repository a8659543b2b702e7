/**
 * The comparison of the methods as files: a picture drawn by the core, and a table with every digit.
 */
import { computed } from '@preact/signals';
import { methodsChart } from '../../engine/layer';
import type { Method, OutputErrors } from '../../engine/wasm';
import { t } from '../../i18n';
import { compared, isComparing, OUTLIERS, reportOf, TRIALS } from '../../state/layer/comparison';
import { layerSettings } from '../../state/layer/layer';
import { csv } from '../../ui/csv';
import { save } from '../../ui/save';
import { methodWords } from './names';
import { PictureFiles } from './picture/picture-files';

/** The picture, once every method is measured. */
const picture = computed(() => {
  if (isComparing.value) return undefined;
  const methods = compared();
  const ratios = methods.map((method) => TRIALS.map((trial) => reportOf(method, trial)?.evaluation.sqnr_db));
  const { name: now } = layerSettings.value.method;
  return methodsChart(
    methods.map(({ name }) => methodWords(name)),
    TRIALS.map((trial) => t(`layer.trial.${trial}`)),
    ratios,
    methods.findIndex(({ name }) => name === now),
  );
});

const PARTS = ['evaluation', 'calibration'] as const;

const COSTS = ['column_scales', 'rotation_additions', 'float_columns', 'column_places', 'bias_terms'] as const;

const numbers = (of: OutputErrors | undefined) => [of?.sqnr_db, of?.median_db];

const lines = (method: Method) =>
  TRIALS.map((trial) => {
    const report = reportOf(method, trial);
    return [method.name, trial, ...PARTS.flatMap((part) => numbers(report?.[part])), ...COSTS.map((cost) => report?.cost[cost])];
  });

const table = (): Blob =>
  csv([['method', 'inputs', ...PARTS.flatMap((part) => [`${part}_db`, `${part}_median_db`]), ...COSTS], ...compared().flatMap(lines)]);

export const MethodsFiles = () => {
  const title = t('layer.view.methods');
  return (
    <div class="layer-foot">
      <p>{t('layer.methods.trials', { tokens: OUTLIERS.tokens, columns: OUTLIERS.channels, times: OUTLIERS.strength })}</p>
      <PictureFiles chart={picture} name="methods" title={title} />
      <button
        type="button"
        class="layer-file"
        aria-label={t('layer.methods.csv')}
        disabled={isComparing.value}
        onClick={() => save(table(), 'quantscope-layer-methods.csv')}
      >
        CSV
      </button>
    </div>
  );
};
