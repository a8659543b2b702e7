/**
 * Every word that explains itself: two sentences, the formula, and the formula with the numbers on show.
 */
import type { ComponentChild } from 'preact';
import { formatNumber as n, shown, type Shown } from '../state/store';
import { index, over, power, root, row } from '../ui/math';
import { bytes, decibel, percent, range, whole } from '../ui/numbers';
import { SCHEME_TERMS } from './scheme-terms';
import type { TermKey } from './term-titles';

export type TermText = {
  words: readonly [string, string];
  formula?: (now: Shown) => ComponentChild;
  /** The formula's numbers now. */
  now?: (now: Shown) => string | undefined;
};

const isSymmetric = ({ state }: Shown): boolean => state.settings.scheme === 'symmetric';
const isTorch = ({ state }: Shown): boolean => state.settings.convention === 'torch';

const hat = (
  <mover>
    <mi>x</mi>
    <mo>^</mo>
  </mover>
);
const error = row(hat, '−', 'x');
const signal = row('∑', power('x', '2'));
const noise = row('∑', power(row('(', error, ')'), '2'));
const mean = (of: ComponentChild) => row(over('1', 'n'), '∑', of);

/** What a symmetric scale is divided by, in half steps as the conventions have it. */
const symmetricDivisor = ({ frame: { readout } }: Shown): number => Math.round((2 * readout.range.hi) / (readout.scale ?? 1)) / 2;

/** With every digit; half a step is the only fraction there is. */
const divisorWords = (divisor: number): string => (Number.isInteger(divisor) ? whole(divisor) : `${whole(Math.floor(divisor))}.5`);

/** Whether levels are integers reached by a range. */
const isInteger = (now: Shown): boolean => now.frame.readout.zero_point !== undefined;

const scaleFormula = (now: Shown): ComponentChild => {
  if (!isInteger(now)) return row(hat, '=', 's', '×', 'level');
  if (!isSymmetric(now)) return row('s', '=', over(row('β', '−', 'α'), row(power('2', 'b'), '−', '1')));
  const half = row(power('2', row('b', '−', '1')));
  const full = row('(', power('2', 'b'), '−', '1', ')', '/', '2');
  const number = symmetricDivisor(now);
  const divisor = !Number.isInteger(number) ? full : number * 2 === now.frame.readout.levels_total ? half : row(half, '−', '1');
  return row('s', '=', over(row('max', '|', 'x', '|'), divisor));
};

const scaleNow = (now: Shown): string | undefined => {
  const { scale, range: used, qmin, qmax } = now.frame.readout;
  if (scale === undefined) return undefined;
  if (!isInteger(now)) return `s = ${n(scale)}`;
  return isSymmetric(now)
    ? `${n(used.hi)} ÷ ${divisorWords(symmetricDivisor(now))} = ${n(scale)}`
    : `(${n(used.hi)} − ${n(used.lo)}) ÷ ${whole(qmax - qmin)} = ${n(scale)}`;
};

const zeroPointNow = (now: Shown): string | undefined => {
  const { scale, zero_point: zero, range: used, qmin } = now.frame.readout;
  if (scale === undefined || zero === undefined) return undefined;
  return isSymmetric(now) ? `z = ${whole(zero)}` : `${whole(qmin)} − round(${n(used.lo)} ÷ ${n(scale)}) = ${whole(zero)}`;
};

const codeFormula = (now: Shown): ComponentChild => {
  if (!isInteger(now)) return undefined;
  const steps = isTorch(now) ? row('x', '·', over('1', 's')) : over('x', 's');
  const inner = isTorch(now) ? row('round', '(', steps, ')', '+', 'z') : row('round', '(', steps, '+', 'z', ')');
  return row('q', '=', 'clamp', '(', inner, ',', index('q', 'min'), ',', index('q', 'max'), ')');
};

const metrics = ({ frame }: Shown) => frame.readout.metrics;

const TERMS: Record<TermKey, TermText> = {
  ...SCHEME_TERMS,
  bits: {
    words: ['A code of b bits can name 2ᵇ levels.', 'One bit more halves the distance between levels and gains about 6 dB.'],
    formula: () => row('levels', '=', power('2', 'b')),
    now: ({ frame }) => `${whole(frame.readout.levels_total)} levels`,
  },
  signed: {
    words: [
      'Signed codes are two’s complement and run from −2ᵇ⁻¹ to 2ᵇ⁻¹ − 1; unsigned codes run from 0 to 2ᵇ − 1.',
      'It moves the zero point, not the levels, of asymmetric codes.',
    ],
    now: ({ frame }) => `${whole(frame.readout.qmin)} to ${whole(frame.readout.qmax)}`,
  },
  granularity: {
    words: [
      'It says which values share one scale: all of them, a row, a column, or a group within a row.',
      'Smaller slices fit their values better, and every slice costs a stored scale.',
    ],
    now: ({ frame }) => `${whole(frame.readout.slices)} × ${whole(frame.readout.slice_len)} values`,
  },
  method: {
    words: [
      'The range says which real numbers the lowest and highest code stand for: all values, a share of them, what you set by hand, or what a search or a law finds best.',
      'A narrower range has finer levels and clips what lies outside; the clipping bench weighs the two.',
    ],
    now: ({ frame }) => range(frame.readout.range),
  },
  convention: {
    words: [
      'Libraries agree on the idea and differ in details: whether the range must hold 0, whether x is divided by the scale or multiplied by its reciprocal, when the zero point is added.',
      'Here every bit follows the convention you choose.',
    ],
    formula: codeFormula,
    now: ({ frame }) => frame.readout.convention || undefined,
  },
  rounding: {
    words: [
      'It brings a real number of steps to a whole one; the rules differ on ties such as 2.5 and in which way they lean.',
      'Stochastic rounding goes up with the probability of the fraction, so that errors cancel on average.',
    ],
  },
  outliers: {
    words: [
      'Some values are replaced by ones a given number of standard deviations (σ) from the mean.',
      'A min-to-max range must reach them, so they set the scale for all the others.',
    ],
    now: ({ frame }) => `σ of the values on show = ${n(frame.readout.std)}`,
  },
  scale: {
    words: [
      'The scale is the real size of one step between codes.',
      'Rounded to nearest, no value that is not clipped is off by more than half of it.',
    ],
    formula: scaleFormula,
    now: scaleNow,
  },
  zero: {
    words: ['The zero point is the code of real 0.', 'Being whole, it keeps 0 exact, which padding and ReLU need.'],
    formula: (now) => (isSymmetric(now) ? undefined : row('z', '=', index('q', 'min'), '−', 'round', '(', over('α', 's'), ')')),
    now: zeroPointNow,
  },
  codes: {
    words: ['Codes are the whole numbers that are stored.', 'Whatever rounds to beyond them is clamped to the nearest end.'],
    formula: codeFormula,
    now: ({ frame }) => `${frame.readout.lowest} to ${frame.readout.highest}`,
  },
  range: {
    words: ['The real numbers from which the scale is computed.', 'Values outside are clipped to the nearest level.'],
    now: ({ frame }) => `${range(frame.readout.range)}; the values run from ${range(frame.readout.data)}`,
  },
  mse: {
    words: [
      'The mean of the squared differences between dequantized and original.',
      'Squares make one large error weigh more than many small ones.',
    ],
    formula: () => row('MSE', '=', mean(power(row('(', error, ')'), '2'))),
    now: (now) => `${n(metrics(now).mse)}, in squared units of the data; its root is ${n(Math.sqrt(metrics(now).mse))}`,
  },
  mae: {
    words: ['The mean distance between dequantized and original.', 'It is in the unit of the data.'],
    formula: () => row('MAE', '=', mean(row('|', error, '|'))),
    now: (now) => n(metrics(now).mae),
  },
  worst: {
    words: [
      'The distance between dequantized and original where it is largest.',
      'Rounded to nearest and not clipped, it is at most half a step.',
    ],
    formula: () => row('max', '|', error, '|'),
    now: ({ frame: { readout: r } }) =>
      r.scale === undefined ? n(r.metrics.max_abs) : `${n(r.metrics.max_abs)}; half a step here is ${n(r.scale / 2)}`,
  },
  sqnr: {
    words: [
      'How much stronger the values are than the error, in decibels; more is better.',
      'Each bit is worth about 6 dB, 20 dB are a tenfold smaller error.',
    ],
    formula: () => row('SQNR', '=', '10', index('log', '10'), over(signal, noise)),
    now: (now) => {
      const { sqnr_db: ratio } = metrics(now);
      return ratio === undefined ? 'Signal and error are both 0 here, so it is not defined.' : decibel(ratio);
    },
  },
  theory: {
    words: [
      'Where the values are close to a normal or a Laplace distribution, theory tells the SQNR to expect without quantizing anything.',
      'Close means that no share of values below a point is far from the distribution’s; σ is the standard deviation.',
    ],
    formula: () =>
      row('SQNR', '≈', '6.02', 'b', '+', '4.77', '−', '20', index('log', '10'), over(row(over('1', '2'), '(', 'β', '−', 'α', ')'), 'σ')),
    now: ({ frame }) => frame.readout.theory?.words ?? 'The values here are close to neither, or the scheme is not one it speaks of.',
  },
  cosine: {
    words: [
      'The cosine of the angle between all originals and all dequantized values, seen as two vectors.',
      '1 means the same direction; a wrong length does not show.',
    ],
    formula: () => over(row('∑', 'x', hat), root(row('∑', power('x', '2'), '∑', power(hat, '2')))),
    now: ({ frame }) =>
      frame.readout.metrics.cosine === undefined
        ? 'One of the two is all 0 here, so it is not defined.'
        : String(frame.readout.metrics.cosine),
  },
  relative: {
    words: [
      'The length of the error over the length of the original, both as vectors (Frobenius norm).',
      'It does not change when all values are multiplied by the same number.',
    ],
    formula: () => root(over(noise, signal)),
    now: (now) =>
      metrics(now).relative_frobenius === undefined
        ? 'All values are 0 here, so it is not defined.'
        : percent(metrics(now).relative_frobenius ?? 0),
  },
  clipped: {
    words: ['The share of values that lie beyond the lowest or highest code.', 'Their error has no bound, unlike rounding error.'],
    now: (now) => percent(metrics(now).share_clipped),
  },
  zeroed: {
    words: ['The share of values that were not 0 and became 0.', 'It grows when an outlier makes the step larger than most values.'],
    now: (now) => percent(metrics(now).share_zeroed),
  },
  levels: {
    words: ['How many of the levels at least one value goes to.', 'Unused levels are bits paid for and not used.'],
    now: ({ frame: { readout: r } }) => `${whole(r.levels_used)} of ${whole(r.levels_total)}`,
  },
  size: {
    words: [
      'Bytes as 32-bit floats, then as codes plus the scales, zero points or levels that are stored beside them.',
      'True bits per value counts everything that is stored.',
    ],
    formula: () => row('ratio', '=', over('original', row('codes', '+', 'scales'))),
    now: ({ frame: { readout: r } }) =>
      `${bytes(r.size.original)} ÷ (${bytes(r.size.codes)} + ${bytes(r.size.scales)}) = ${n(r.size.ratio)}`,
  },
};

/** What a word means, its formula, and the formula with the numbers on show. */
export const TermWords = ({ of }: { of: TermKey }) => {
  const term = TERMS[of];
  const now = shown.value;
  return (
    <>
      {term.words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {now && term.formula && <math display="block">{term.formula(now)}</math>}
      {now && term.now && <p class="now">{term.now(now)}</p>}
    </>
  );
};
