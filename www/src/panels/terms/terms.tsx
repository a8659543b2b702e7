/**
 * The explanation of a term: two sentences, its formula, and the formula with the numbers on show.
 */
import type { ComponentChild } from 'preact';
import { t } from '../../i18n';
import { formatNumber as n, shown, type Shown } from '../../state/store';
import { index, over, power, root, row } from '../../ui/math';
import { bytes, decibel, percent, range, whole } from '../../engine/numbers';
import { SCHEME_TERMS } from './scheme-terms';
import type { TermNumbers } from './term-numbers';
import type { TermKey } from '../../i18n/term-titles';

const isSymmetric = ({ state }: Shown): boolean => state.settings.scheme === 'symmetric';
const isTorch = ({ state }: Shown): boolean => state.settings.convention === 'torch';

const hatted = (letter: string) => (
  <mover>
    <mi>{letter}</mi>
    <mo>^</mo>
  </mover>
);
const hat = hatted('x');
const error = row(hat, '−', 'x');
const signal = row('∑', power('x', '2'));
const noise = row('∑', power(row('(', error, ')'), '2'));
const mean = (of: ComponentChild) => row(over('1', 'n'), '∑', of);

/** The divisor of a symmetric scale, rounded to halves: conventions divide by whole and half numbers. */
const symmetricDivisor = ({ frame: { readout } }: Shown): number => Math.round((2 * readout.range.hi) / (readout.scale ?? 1)) / 2;

/** The divisor with every digit; .5 is the only fraction there is. */
const divisorWords = (divisor: number): string => (Number.isInteger(divisor) ? whole(divisor) : `${whole(Math.floor(divisor))}${n(0.5).slice(1)}`);

/** Whether codes are integers with a zero_point. */
const isInteger = (now: Shown): boolean => now.frame.readout.zero_point !== undefined;

const scaleFormula = (now: Shown): ComponentChild => {
  if (!isInteger(now)) return row(hat, '=', 's', '×', t('terms.formula.level'));
  if (!isSymmetric(now)) return row('s', '=', over(row('β', '−', 'α'), row(power('2', 'b'), '−', '1')));
  const half = row(power('2', row('b', '−', '1')));
  const full = row('(', power('2', 'b'), '−', '1', ')', '/', '2');
  const number = symmetricDivisor(now);
  const divisor = !Number.isInteger(number) ? full : number * 2 === now.frame.readout.levels_total ? half : row(half, '−', '1');
  return row('s', '=', over(row('max', '|', 'x', '|'), divisor));
};

/** Whether a formula gives what the convention computed, but for the last digits. */
const gives = (result: number, computed: number): boolean => Math.abs(result - computed) <= 1e-5 * Math.abs(computed);

const scaleNow = (now: Shown): string | undefined => {
  const { scale, range: used, qmin, qmax } = now.frame.readout;
  if (scale === undefined) return undefined;
  const quotient = isSymmetric(now) ? used.hi / symmetricDivisor(now) : (used.hi - used.lo) / (qmax - qmin);
  if (!isInteger(now) || !gives(quotient, scale)) return `s = ${n(scale)}`;
  return isSymmetric(now)
    ? `${n(used.hi)} ÷ ${divisorWords(symmetricDivisor(now))} = ${n(scale)}`
    : `(${n(used.hi)} − ${n(used.lo)}) ÷ ${whole(qmax - qmin)} = ${n(scale)}`;
};

const zeroPointNow = (now: Shown): string | undefined => {
  const { scale, zero_point: zero, range: used, qmin } = now.frame.readout;
  if (scale === undefined || zero === undefined) return undefined;
  // Conventions that clamp the zero point, and HQQ's, which is not whole, do not follow the formula.
  const follows = !isSymmetric(now) && Math.abs(qmin - used.lo / scale - zero) <= 0.5 + 1e-3 && Number.isInteger(zero);
  return follows ? `${whole(qmin)} − round(${n(used.lo)} ÷ ${n(scale)}) = ${whole(zero)}` : `z = ${Number.isInteger(zero) ? whole(zero) : n(zero)}`;
};

const codeFormula = (now: Shown): ComponentChild => {
  if (!isInteger(now)) return undefined;
  const steps = isTorch(now) ? row('x', '·', over('1', 's')) : over('x', 's');
  const inner = isTorch(now) ? row('round', '(', steps, ')', '+', 'z') : row('round', '(', steps, '+', 'z', ')');
  return row('q', '=', 'clamp', '(', inner, ',', index('q', 'min'), ',', index('q', 'max'), ')');
};

const fromTo = (low: string, high: string): string => t('readout.fromTo', { low, high });

const metrics = ({ frame }: Shown) => frame.readout.metrics;

const TERMS: Partial<Record<TermKey, TermNumbers>> = {
  ...SCHEME_TERMS,
  bits: {
    formula: () => row(t('terms.formula.levels'), '=', power('2', 'b')),
    now: ({ frame }) => t('controls.levels', { count: frame.readout.levels_total, n: whole(frame.readout.levels_total) }),
  },
  signed: { now: ({ frame }) => fromTo(whole(frame.readout.qmin), whole(frame.readout.qmax)) },
  granularity: {
    now: ({ frame: { readout: r } }) => t('terms.of.granularity.now', { slices: whole(r.slices), count: r.slice_len, n: whole(r.slice_len) }),
  },
  method: { now: ({ frame }) => range(frame.readout.range) },
  convention: {
    formula: codeFormula,
    now: ({ frame }) => frame.readout.convention || undefined,
  },
  outliers: { now: ({ frame }) => t('terms.of.outliers.now', { sigma: n(frame.readout.std) }) },
  scale: {
    formula: scaleFormula,
    now: scaleNow,
  },
  zero: {
    formula: (now) => (isSymmetric(now) ? undefined : row('z', '=', index('q', 'min'), '−', 'round', '(', over('α', 's'), ')')),
    now: zeroPointNow,
  },
  codes: {
    formula: codeFormula,
    now: ({ frame }) => fromTo(frame.readout.lowest, frame.readout.highest),
  },
  range: { now: ({ frame }) => t('terms.of.range.now', { range: range(frame.readout.range), data: range(frame.readout.data) }) },
  mse: {
    formula: () => row('MSE', '=', mean(power(row('(', error, ')'), '2'))),
    now: (now) => t('terms.of.mse.now', { mse: n(metrics(now).mse), root: n(Math.sqrt(metrics(now).mse)) }),
  },
  mae: {
    formula: () => row('MAE', '=', mean(row('|', error, '|'))),
    now: (now) => n(metrics(now).mae),
  },
  worst: {
    formula: () => row('max', '|', error, '|'),
    // Half a step is of one slice, so the error beside it is of that slice too; tables have no single step.
    now: ({ frame: { readout: r } }) =>
      r.scale === undefined || r.zero_point === undefined
        ? n(r.metrics.max_abs)
        : t('terms.of.worst.now', { worst: n(r.slice_metrics.max_abs), half: n(r.scale / 2) }),
  },
  sqnr: {
    formula: () => row('SQNR', '=', '10', index('log', '10'), over(signal, noise)),
    now: (now) => {
      const { sqnr_db: ratio } = metrics(now);
      return ratio === undefined ? t('terms.of.sqnr.none') : decibel(ratio);
    },
  },
  outputs: {
    formula: () => row(hatted('y'), '−', 'y', '=', 'x', power(row('(', hatted('W'), '−', 'W', ')'), 'T')),
  },
  theory: {
    formula: () => row('SQNR', '≈', '6.02', 'b', '+', '4.77', '−', '20', index('log', '10'), over(row(over('1', '2'), '(', 'β', '−', 'α', ')'), 'σ')),
    now: ({ frame }) => frame.readout.theory?.words ?? t('terms.of.theory.none'),
  },
  cosine: {
    formula: () => over(row('∑', 'x', hat), root(row('∑', power('x', '2'), '∑', power(hat, '2')))),
    now: ({ frame }) => (frame.readout.metrics.cosine === undefined ? t('terms.of.cosine.none') : String(frame.readout.metrics.cosine)),
  },
  relative: {
    formula: () => root(over(noise, signal)),
    now: (now) => {
      const { relative_frobenius: relative } = metrics(now);
      return relative === undefined ? t('terms.of.relative.none') : percent(relative);
    },
  },
  clipped: { now: (now) => percent(metrics(now).share_clipped) },
  zeroed: { now: (now) => percent(metrics(now).share_zeroed) },
  levels: { now: ({ frame: { readout: r } }) => t('readout.ofTotal', { used: whole(r.levels_used), total: whole(r.levels_total) }) },
  size: {
    formula: () =>
      row(t('terms.formula.ratio'), '=', over(t('terms.formula.original'), row(t('terms.formula.codes'), '+', t('terms.formula.scales')))),
    now: ({ frame: { readout: r } }) => `${bytes(r.size.original)} ÷ (${bytes(r.size.codes)} + ${bytes(r.size.scales)}) = ${n(r.size.ratio)}`,
  },
};

/** The content of the card for a term. */
export const TermWords = ({ of }: { of: TermKey }) => {
  const { formula, now: numbers } = TERMS[of] ?? {};
  const now = shown.value;
  return (
    <>
      <p>{t(`terms.of.${of}.says`)}</p>
      <p>{t(`terms.of.${of}.more`)}</p>
      {now && formula && <math display="block">{formula(now)}</math>}
      {now && numbers && <p class="now">{numbers(now)}</p>}
    </>
  );
};
