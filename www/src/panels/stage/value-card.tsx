/**
 * The selected value in large type: how it becomes its code and comes back, and beside it the error of all values and the size.
 */
import type { ComponentChild } from 'preact';
import { codeName } from '../../charts/selection/selection';
import { bytes, percent, tenths, whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { useLight } from '../../state/hovered';
import { isHidden } from '../../state/parts';
import { change, formatNumber, shown, type Shown } from '../../state/store';
import { rich } from '../../ui/rich';
import { ValueSteps } from '../readout/value-steps';
import { NumbersButton } from './numbers';

const COLOURS = {
  x: (words: string) => <span class="card-original">{words}</span>,
  y: (words: string) => <span class="card-dequantized">{words}</span>,
  b: (words: string) => <b>{words}</b>,
};

/** The steps of a value whose code is an integer with a scale: division and rounding, then the product. */
const scaled = ({ frame: { trace, readout } }: Shown): ComponentChild[] | undefined => {
  const { scale, zero_point: zero } = readout;
  if (scale === undefined || zero === undefined) return undefined;
  const values = {
    x: formatNumber(trace.x),
    scale: formatNumber(scale),
    steps: tenths(trace.x / scale),
    sum: tenths(trace.x / scale + zero),
    zero: Number.isInteger(zero) ? whole(Math.abs(zero)) : formatNumber(Math.abs(zero)),
    code: codeName(trace.code),
    y: formatNumber(trace.y),
  };
  const kind = zero === 0 ? 'plain' : zero > 0 ? 'plus' : 'minus';
  return [rich(t(`stage.there.${kind}`, values), COLOURS), rich(t(`stage.back.${kind}`, values), COLOURS)];
};

/** The same of any other scheme: to its code, and back. */
const coded = ({ frame: { trace } }: Shown): ComponentChild[] => {
  const values = { x: formatNumber(trace.x), code: codeName(trace.code), y: formatNumber(trace.y) };
  return Number.isFinite(trace.x)
    ? [rich(t('stage.there.coded', values), COLOURS), rich(t('stage.back.coded', values), COLOURS)]
    : [t('stage.leftOut')];
};

const Arithmetic = ({ now }: { now: Shown }) => {
  const lines = Number.isFinite(now.frame.trace.x) ? (scaled(now) ?? coded(now)) : coded(now);
  const light = useLight(now.frame.trace.index);
  return (
    <div class="card-value" data-part="arithmetic" {...light}>
      <h2>
        {now.frame.trace.name}
        {Number.isFinite(now.frame.trace.x) && (
          <span class="card-error">{t('stage.moved', { error: formatNumber(now.frame.trace.y - now.frame.trace.x) })}</span>
        )}
      </h2>
      {lines.map((line, i) => (
        <p key={i} class="card-line">
          {line}
        </p>
      ))}
    </div>
  );
};

/** More letters than this are written smaller, so that both figures stand side by side. */
const LONG = 13;

/** The error of all values relative to their size, and how many bytes become how many. */
const Figures = ({ now }: { now: Shown }) => {
  const { metrics, size } = now.frame.readout;
  const sizes = t('stage.size', { before: bytes(size.original), after: bytes(size.codes + size.scales) });
  return (
    <dl class="figures" data-part="readout" data-long={sizes.length > LONG}>
      <div>
        <dd>{metrics.relative_frobenius === undefined ? '—' : percent(metrics.relative_frobenius)}</dd>
        <dt>{t('stage.error')}</dt>
      </div>
      <div>
        <dd>{sizes}</dd>
        <dt title={t('readout.sizeExact', { original: size.original, codes: size.codes, scales: size.scales, beside: size.beside })}>
          {t(size.scales > 0 ? 'stage.sizeWithScales' : 'stage.sizeName')}
        </dt>
      </div>
    </dl>
  );
};

export const ValueCard = () => {
  const now = shown.value;
  return (
    <section class="value-card" aria-label={t('stage.card')}>
      {now && !isHidden('arithmetic') && <Arithmetic now={now} />}
      {now && !isHidden('arithmetic') && (
        <div class="card-steps">
          <ValueSteps index={now.frame.trace.index} len={now.frame.readout.len} />
        </div>
      )}
      {now && !isHidden('readout') && <Figures now={now} />}
      <p class="card-ways">
        {!isHidden('readout') && <NumbersButton />}
        <button type="button" class="link" onClick={() => change({ view: { layout: 'lab' } })}>
          {t('stage.allCharts')}
        </button>
      </p>
    </section>
  );
};
