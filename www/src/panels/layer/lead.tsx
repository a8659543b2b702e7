/**
 * The sentence above the pictures: what comes out under these settings, and what the method gains. Its numbers are those on show.
 */
import { decibel, percent, whole } from '../../engine/numbers';
import type { LayerReport, OutputErrors } from '../../engine/wasm';
import { t } from '../../i18n';
import { layerFound, layerMessages, layerSettings, layerShown, type MethodName } from '../../state/layer/layer';
import { shown } from '../../state/store';
import { rich } from '../../ui/rich';
import { inputWords, methodWords, weightWords } from './names';

/** A smaller difference is none, in dB. */
const CLEAR = 0.05;

const marked = (text: string) => rich(text, { y: (words) => <b class="lead-dequantized">{words}</b> });

/** How much better or worse the method is than rounding to nearest. */
const gain = (now: OutputErrors, nearest: OutputErrors | undefined): string => {
  if (nearest?.sqnr_db === undefined || now.sqnr_db === undefined) return '';
  const by = now.sqnr_db - nearest.sqnr_db;
  if (!Number.isFinite(by)) return '';
  if (Math.abs(by) < CLEAR) return t('layer.lead.same');
  return t(by > 0 ? 'layer.lead.better' : 'layer.lead.worse', { db: decibel(Math.abs(by)) });
};

/** From this many dB on, the calibration tokens come out so much better that a method fits them more than the others. */
const FITS = 6;

/** Where a method suits its calibration tokens far more than the others. */
const fits = ({ evaluation, calibration }: LayerReport, method: MethodName): string => {
  if (method === 'round-to-nearest' || calibration?.sqnr_db === undefined || evaluation.sqnr_db === undefined) return '';
  return calibration.sqnr_db - evaluation.sqnr_db > FITS ? t('layer.lead.fits', { db: decibel(calibration.sqnr_db) }) : '';
};

const Words = () => {
  const settings = shown.value?.state.settings;
  const found = layerFound.value;
  if (!settings) return <>{t('layer.lead.waiting')}</>;
  // Of the numbers on show, which may be of the settings before.
  const weight = weightWords(found?.weight ?? settings);
  const inputs = inputWords(found?.rounding ?? layerSettings.value.inputs);
  if (!found) return <>{t(layerShown.value === 'waiting' ? 'layer.lead.setup' : 'layer.lead.settings', { weight, inputs })}</>;
  const { sqnr_db: ratio } = found.outcome.report.evaluation;
  const said =
    ratio === undefined
      ? t('layer.lead.noSignal', { weight, inputs })
      : t('layer.lead.outputs', { weight, inputs, share: percent(10 ** (-ratio / 20)), db: decibel(ratio) });
  if (found.method === 'round-to-nearest') return <>{marked(said)}</>;
  return <>{marked(t('layer.lead.method', { method: methodWords(found.method), said }))}</>;
};

/** What judges, and what hides in one number. */
const Advice = () => {
  const now = layerShown.value;
  if (now === undefined) return <>{t('layer.lead.noInputs')}</>;
  if (now === 'waiting') return <>{t('layer.lead.waiting')}</>;
  if ('refusal' in now) return null;
  const { evaluation } = now.outcome.report;
  const { worst_channel: worst, median_db: median } = evaluation;
  const db = worst === undefined ? undefined : evaluation.channels[worst]?.sqnr_db;
  const channels =
    worst === undefined || db === undefined || median === undefined
      ? ''
      : t('layer.lead.channels', { median: decibel(median), n: whole(worst + 1), db: decibel(db) });
  const judged = t('layer.lead.judged', { count: evaluation.tokens.length, n: whole(evaluation.tokens.length) });
  return <>{[gain(evaluation, now.nearest), fits(now.outcome.report, now.method) || channels, judged].filter((one) => one !== '').join(' ')}</>;
};

export const LayerLead = () => {
  const now = layerShown.value;
  const isAsked = now === 'waiting' || (now !== undefined && 'isCurrent' in now && !now.isCurrent);
  return (
    <div class="lead-row" data-current={!isAsked}>
      <section class="lead" data-part="words" aria-label={t('status.inWords')}>
        <p class="lead-words" data-size="longest" role="status" aria-busy={isAsked}>
          <Words />
        </p>
        <p class="advice">
          <Advice />
        </p>
        {now !== undefined && now !== 'waiting' && 'refusal' in now && (
          <p class="fault" role="alert">
            {now.refusal}
          </p>
        )}
        {layerMessages.value.map((message) => (
          <p class="fault" key={message}>
            {message}
          </p>
        ))}
      </section>
    </div>
  );
};
