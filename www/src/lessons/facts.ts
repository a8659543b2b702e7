/**
 * The numbers a lesson may speak of: each is what the study computed, with the digits the page shows it in. Knows no lesson.
 */
import type { Measured, Metrics } from '../engine/wasm';
import { formatDecibel, formatNumber, formatPercent, formatWhole, type Shown } from '../state/store';
import { bytes } from '../ui/numbers';

/** How a fact is written. */
type Kind = 'number' | 'whole' | 'share' | 'decibel' | 'bytes';

export type Fact = { value: number; kind: Kind };

/** A fact from where it is found; NaN where there is none. */
const as =
  <T>(kind: Kind, value: (from: T) => number | undefined) =>
  (from: T): Fact => ({ value: value(from) ?? NaN, kind });

type Picture = Shown['frame']['readout'];

const METRICS = {
  mse: as('number', (m: Metrics) => m.mse),
  mae: as('number', (m: Metrics) => m.mae),
  worst: as('number', (m: Metrics) => m.max_abs),
  sqnr: as('decibel', (m: Metrics) => m.sqnr_db),
  cosine: as('number', (m: Metrics) => m.cosine),
  relative: as('share', (m: Metrics) => m.relative_frobenius),
  clipped: as('share', (m: Metrics) => m.share_clipped),
  zeroed: as('share', (m: Metrics) => m.share_zeroed),
};

/** Of the readout: of the slice in focus unless the name says otherwise. */
const READOUT = {
  levels: as('whole', (r: Picture) => r.levels_total),
  levels_used: as('whole', (r: Picture) => r.levels_used),
  levels_idle: as('whole', (r: Picture) => r.levels_total - r.levels_used),
  qmin: as('whole', (r: Picture) => r.qmin),
  qmax: as('whole', (r: Picture) => r.qmax),
  scale: as('number', (r: Picture) => r.scale),
  half_step: as('number', (r: Picture) => r.scale && r.scale / 2),
  zero_point: as('number', (r: Picture) => r.zero_point),
  lo: as('number', (r: Picture) => r.range.lo),
  hi: as('number', (r: Picture) => r.range.hi),
  width: as('number', (r: Picture) => r.range.hi - r.range.lo),
  min: as('number', (r: Picture) => r.data.lo),
  max: as('number', (r: Picture) => r.data.hi),
  absmax: as('number', (r: Picture) => Math.max(Math.abs(r.data.lo), Math.abs(r.data.hi))),
  mean: as('number', (r: Picture) => r.mean),
  std: as('number', (r: Picture) => r.std),
  /** Standard deviations between the mean and the value farthest from it. */
  sigmas: as('number', (r: Picture) => Math.max(r.data.hi - r.mean, r.mean - r.data.lo) / r.std),
  values: as('whole', (r: Picture) => r.len),
  slices: as('whole', (r: Picture) => r.slices),
  slice_values: as('whole', (r: Picture) => r.slice_len),
  rows: as('whole', (r: Picture) => r.shape.slice(0, -1).reduce((a, b) => a * b, 1)),
  columns: as('whole', (r: Picture) => r.shape.at(-1) ?? 1),
  zeroed_values: as('whole', (r: Picture) => Math.round(r.metrics.share_zeroed * r.len)),
  clipped_values: as('whole', (r: Picture) => Math.round(r.metrics.share_clipped * r.len)),
  slice_sqnr: as('decibel', (r: Picture) => r.slice_metrics.sqnr_db),
  slice_mse: as('number', (r: Picture) => r.slice_metrics.mse),
  slice_zeroed: as('share', (r: Picture) => r.slice_metrics.share_zeroed),
  slice_clipped: as('share', (r: Picture) => r.slice_metrics.share_clipped),
  theory_sqnr: as('decibel', (r: Picture) => r.theory?.sqnr_db),
  bits_per_value: as('number', (r: Picture) => r.size.bits_per_value),
  ratio: as('number', (r: Picture) => r.size.ratio),
  bytes_before: as('bytes', (r: Picture) => r.size.original),
  bytes_codes: as('bytes', (r: Picture) => r.size.codes),
  bytes_beside: as('bytes', (r: Picture) => r.size.scales),
};

/** Of what is chosen, and of the selected value: original, code, back, error. */
const REST = {
  bits: as('whole', ({ state }: Shown) => state.settings.bits),
  group: as('whole', ({ state }: Shown) => state.settings.group),
  x: as('number', ({ frame }: Shown) => frame.trace.x),
  code: as('whole', ({ frame }: Shown) => frame.trace.code),
  y: as('number', ({ frame }: Shown) => frame.trace.y),
  error: as('number', ({ frame }: Shown) => frame.trace.y - frame.trace.x),
};

/** Of other settings on the same data. */
const OTHER = {
  bits_per_value: as('number', (m: Measured) => m.bits_per_value),
  ratio: as('number', (m: Measured) => 32 / m.bits_per_value),
};

/** Names of facts of a picture, and of other settings. */
export const NAMES: { now: ReadonlySet<string>; other: ReadonlySet<string> } = {
  now: new Set([METRICS, READOUT, REST].flatMap(Object.keys)),
  other: new Set([METRICS, OTHER].flatMap(Object.keys)),
};

/** All a step can speak of: its picture, and its other settings by their names, as far as they are measured. */
export type Known = { now: Shown; others: Readonly<Record<string, Measured>> };

/** What `table` says of `from` under `name`. */
const look = <T>(table: Readonly<Record<string, (from: T) => Fact>>, name: string, from: T): Fact | undefined => table[name]?.(from);

const one = (path: string, { now, others }: Known): Fact | undefined => {
  const [first = '', second] = path.split('.');
  if (second === undefined) {
    const { readout } = now.frame;
    return look(REST, first, now) ?? look(READOUT, first, readout) ?? look(METRICS, first, readout.metrics);
  }
  const other = others[first];
  return other && (look(OTHER, second, other) ?? look(METRICS, second, other.metrics));
};

/** A fact by its path, or two of them with - or / between; nothing where one is not known (yet). */
export const factAt = (expression: string, known: Known): Fact | undefined => {
  const [left = '', operator, right = ''] = expression.split(' ');
  const a = one(left, known);
  if (operator === undefined || !a) return a;
  const b = one(right, known);
  if (!b) return undefined;
  return operator === '-' ? { ...a, value: a.value - b.value } : { value: a.value / b.value, kind: 'number' };
};

const WRITE: Record<Kind, (value: number) => string> = {
  number: formatNumber,
  whole: formatWhole,
  share: formatPercent,
  decibel: formatDecibel,
  bytes,
};

/** As the page writes it. */
export const written = ({ value, kind }: Fact): string => (Number.isNaN(value) ? '—' : WRITE[kind](value));

/** In the unit people type it in: shares in percent. */
export const amount = ({ value, kind }: Fact): number => (kind === 'share' ? 100 * value : value);

/** What is wrong with an expression, where `others` are the step's other settings. */
export const expressionFault = (expression: string, others: readonly string[]): string | undefined => {
  const isKnown = (path: string): boolean => {
    const [first = '', second] = path.split('.');
    return second === undefined ? NAMES.now.has(first) : others.includes(first) && NAMES.other.has(second);
  };
  const unknown = expression.split(/ [-/] /).find((path) => !isKnown(path));
  return unknown === undefined ? undefined : `there is no fact '${unknown}'`;
};
