/**
 * The numbers a lesson may speak of: each is what the study computed, with the digits the page shows it in. Knows no lesson.
 */
import { formatDecibel, formatNumber, formatPercent, formatWhole } from '../engine/core';
import { bytes } from '../engine/numbers';
import type { Frame, Measured, Metrics, State } from '../engine/wasm';

/** How a fact is written. */
type Kind = 'number' | 'whole' | 'share' | 'decibel' | 'bytes';

export type Fact = { value: number; kind: Kind };

/** A fact from where it is found; NaN where there is none. */
const as =
  <T>(kind: Kind, value: (from: T) => number | undefined) =>
  (from: T): Fact => ({ value: value(from) ?? NaN, kind });

/** A study on show: its settings and what they came to. */
type Study = { state: State; frame: Frame };

type Readout = Frame['readout'];

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
  levels: as('whole', (r: Readout) => r.levels_total),
  levels_used: as('whole', (r: Readout) => r.levels_used),
  levels_idle: as('whole', (r: Readout) => r.levels_total - r.levels_used),
  qmin: as('whole', (r: Readout) => r.qmin),
  qmax: as('whole', (r: Readout) => r.qmax),
  scale: as('number', (r: Readout) => r.scale),
  half_step: as('number', (r: Readout) => r.scale && r.scale / 2),
  zero_point: as('number', (r: Readout) => r.zero_point),
  lo: as('number', (r: Readout) => r.range.lo),
  hi: as('number', (r: Readout) => r.range.hi),
  width: as('number', (r: Readout) => r.range.hi - r.range.lo),
  min: as('number', (r: Readout) => r.data.lo),
  max: as('number', (r: Readout) => r.data.hi),
  absmax: as('number', (r: Readout) => Math.max(Math.abs(r.data.lo), Math.abs(r.data.hi))),
  mean: as('number', (r: Readout) => r.mean),
  std: as('number', (r: Readout) => r.std),
  /** Standard deviations between the mean and the value farthest from it. */
  sigmas: as('number', (r: Readout) => Math.max(r.data.hi - r.mean, r.mean - r.data.lo) / r.std),
  values: as('whole', (r: Readout) => r.len),
  slices: as('whole', (r: Readout) => r.slices),
  slice_values: as('whole', (r: Readout) => r.slice_len),
  rows: as('whole', (r: Readout) => r.shape.slice(0, -1).reduce((a, b) => a * b, 1)),
  columns: as('whole', (r: Readout) => r.shape.at(-1) ?? 1),
  zeroed_values: as('whole', (r: Readout) => Math.round(r.metrics.share_zeroed * r.len)),
  clipped_values: as('whole', (r: Readout) => Math.round(r.metrics.share_clipped * r.len)),
  slice_sqnr: as('decibel', (r: Readout) => r.slice_metrics.sqnr_db),
  slice_mse: as('number', (r: Readout) => r.slice_metrics.mse),
  slice_zeroed: as('share', (r: Readout) => r.slice_metrics.share_zeroed),
  slice_clipped: as('share', (r: Readout) => r.slice_metrics.share_clipped),
  theory_sqnr: as('decibel', (r: Readout) => r.theory?.sqnr_db),
  bits_per_value: as('number', (r: Readout) => r.size.bits_per_value),
  ratio: as('number', (r: Readout) => r.size.ratio),
  bytes_before: as('bytes', (r: Readout) => r.size.original),
  bytes_codes: as('bytes', (r: Readout) => r.size.codes),
  bytes_beside: as('bytes', (r: Readout) => r.size.scales),
};

/** Of what is chosen, and of the selected value: original, code, back, error. */
const REST = {
  bits: as('whole', ({ state }: Study) => state.settings.bits),
  group: as('whole', ({ state }: Study) => state.settings.group),
  x: as('number', ({ frame }: Study) => frame.trace.x),
  code: as('whole', ({ frame }: Study) => frame.trace.code),
  y: as('number', ({ frame }: Study) => frame.trace.y),
  error: as('number', ({ frame }: Study) => frame.trace.y - frame.trace.x),
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
export type Known = { now: Study; others: Readonly<Record<string, Measured>> };

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
