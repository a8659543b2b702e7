/**
 * The numbers beside the pictures: how close the outputs stay, on the tokens that no method has seen and on those that calibrated;
 * weight and inputs themselves; what the method costs.
 */
import { decibel } from '../../engine/numbers';
import type { LayerReport, OutputErrors } from '../../engine/wasm';
import { t } from '../../i18n';
import { layerFound } from '../../state/layer/layer';
import { isHidden } from '../../state/parts';
import { LayerFiles } from './files';
import { costWords } from './names';

const db = (ratio: number | undefined): string => (ratio === undefined ? '—' : decibel(ratio));

const worstChannel = ({ worst_channel: worst, channels }: OutputErrors): number | undefined =>
  worst === undefined ? undefined : channels[worst]?.sqnr_db;

const worstToken = ({ worst_token: worst, tokens }: OutputErrors): number | undefined => (worst === undefined ? undefined : tokens[worst]?.sqnr_db);

const ROWS = {
  all: ({ sqnr_db }: OutputErrors) => sqnr_db,
  median: ({ median_db }: OutputErrors) => median_db,
  worstChannel,
  worstToken,
} as const;

const Table = ({ report: { evaluation, calibration } }: { report: LayerReport }) => (
  <table class="layer-numbers">
    <caption class="hidden-words">{t('layer.card.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('layer.card.outputs')}</th>
        <th scope="col">{t('layer.card.unseen')}</th>
        {calibration && <th scope="col">{t('layer.card.calibration')}</th>}
      </tr>
    </thead>
    <tbody>
      {(Object.keys(ROWS) as (keyof typeof ROWS)[]).map((row) => (
        <tr key={row}>
          <th scope="row">{t(`layer.card.${row}`)}</th>
          <td>{db(ROWS[row](evaluation))}</td>
          {calibration && <td>{db(ROWS[row](calibration))}</td>}
        </tr>
      ))}
    </tbody>
  </table>
);

export const Card = () => {
  const found = layerFound.value;
  if (!found) return <section class="layer-card" aria-label={t('layer.card.title')} />;
  const { report } = found.outcome;
  const cost = costWords(report.cost);
  return (
    <section class="layer-card" aria-label={t('layer.card.title')} data-current={found.isCurrent}>
      <dl class="layer-figures">
        <div>
          <dt>{t('layer.card.outputsKeep')}</dt>
          <dd>{db(report.evaluation.sqnr_db)}</dd>
        </div>
        <div>
          <dt>{t('layer.card.weight')}</dt>
          <dd>{db(report.weight_db)}</dd>
        </div>
        <div>
          <dt>{t('layer.card.inputs')}</dt>
          <dd>{report.inputs_db === Infinity ? t('layer.card.exact') : db(report.inputs_db)}</dd>
        </div>
      </dl>
      <Table report={report} />
      <p class="hint">{cost ?? t('layer.cost.none')}</p>
      {!isHidden('tools') && <LayerFiles />}
    </section>
  );
};
