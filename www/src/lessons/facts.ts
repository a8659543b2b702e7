/**
 * The facts a lesson's words and questions can name. Each is a number the study computed, with the kind that says how the page
 * writes it. Must not know lessons, the page's state, or how numbers are written.
 */
import type { Frame, LayerReport, Measured, Metrics, OutputArithmetic, Outputs, State, TrainingFrame, TrainingSettings } from '../engine/wasm';

/** How a fact is written. */
export type Kind = 'number' | 'whole' | 'share' | 'decibel' | 'bytes';

export type Fact = { value: number; kind: Kind };

/** Reads a fact from its source; NaN where there is none. Zero has no sign. */
const as =
  <T>(kind: Kind, value: (from: T) => number | undefined) =>
  (from: T): Fact => ({ value: (value(from) ?? NaN) + 0, kind });

/** The layer in its workspace: how close its outputs are, and the arithmetic of its first output where weight and inputs are integers. */
export type LayerFacts = { report: LayerReport; arithmetic: OutputArithmetic | undefined };

/** The training in its workspace, at a step. */
export type TrainingFacts = { frame: TrainingFrame; settings: TrainingSettings };

/** What comes out of the layer under settings, where a step names it and it is there. */
type WithOutputs = { outputs?: Outputs | undefined; layer?: LayerFacts | undefined };

/** A state with all charts of its study. */
export type Studied = WithOutputs & { state: State; frame: Frame; training?: TrainingFacts | undefined };

/** Other settings on the same data. */
export type MeasuredOther = WithOutputs & Measured;

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

/** From the readout: of the slice in focus unless the name says otherwise. */
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

/** From the settings, and of the selected value: original, code, dequantized, error. */
const REST = {
  bits: as('whole', ({ state }: Studied) => state.settings.bits),
  group: as('whole', ({ state }: Studied) => state.settings.group),
  x: as('number', ({ frame }: Studied) => frame.trace.x),
  code: as('whole', ({ frame }: Studied) => frame.trace.code),
  y: as('number', ({ frame }: Studied) => frame.trace.y),
  error: as('number', ({ frame }: Studied) => frame.trace.y - frame.trace.x),
};

/** From other settings on the same data. */
const OTHER = {
  bits_per_value: as('number', (m: Measured) => m.bits_per_value),
  ratio: as('number', (m: Measured) => 32 / m.bits_per_value),
};

/** Of what comes out of the layer. */
const OUTPUTS = {
  outputs: as('decibel', (o: Outputs) => o.sqnr_db),
  outputs_median: as('decibel', (o: Outputs) => o.median_db),
  outputs_worst: as('decibel', (o: Outputs) => o.worst_db),
};

/** The terms of one output that are integers. Columns that share scales are a run of them; without groups there is one. */
const runOf = ({ arithmetic }: LayerFacts) => arithmetic?.runs[0];

/** Of the layer in its workspace. */
const LAYER = {
  layer: as('decibel', ({ report }: LayerFacts) => report.evaluation.sqnr_db),
  layer_median: as('decibel', ({ report }: LayerFacts) => report.evaluation.median_db),
  layer_columns: as('whole', ({ report }: LayerFacts) => report.columns),
  layer_output: as('number', ({ arithmetic }: LayerFacts) => arithmetic?.output),
  layer_exact: as('number', ({ arithmetic }: LayerFacts) => arithmetic?.exact),
  accumulator_bits: as('whole', ({ arithmetic }: LayerFacts) => arithmetic?.guaranteed_bits),
  code_products: as('whole', (layer: LayerFacts) => runOf(layer)?.sums.products),
  input_zero: as('whole', (layer: LayerFacts) => runOf(layer)?.zero_x),
  weight_zero: as('whole', (layer: LayerFacts) => runOf(layer)?.zero_w),
  input_scale: as('number', (layer: LayerFacts) => runOf(layer)?.scale_x),
  weight_scale: as('number', (layer: LayerFacts) => runOf(layer)?.scale_w),
  /** z_w Σ q_x: what a zero point of the weight takes from the sum of products, another number for each token. */
  weight_zero_term: as('whole', (layer: LayerFacts) => {
    const run = runOf(layer);
    return run && run.zero_w * run.sums.inputs;
  }),
};

/** The name of a fact of the study on show. */
/** A share of test points as the page writes it: with a third digit where two would make it 1. */
const asShown = (accuracy: number | undefined): number | undefined =>
  accuracy === undefined ? undefined : Number(accuracy.toFixed(accuracy >= 0.99 && accuracy < 1 ? 3 : 2));

/** Of the training in its workspace: the share of test points in their class of each network, and what training with rounding has done. */
const TRAINING = {
  float_accuracy: as('number', ({ frame }: TrainingFacts) => asShown(frame.float.accuracy)),
  rounded_accuracy: as('number', ({ frame }: TrainingFacts) => asShown(frame.after?.accuracy)),
  trained_accuracy: as('number', ({ frame }: TrainingFacts) => asShown(frame.healed?.accuracy)),
  training_bits: as('whole', ({ settings }: TrainingFacts) => settings.bits),
  training_step: as('whole', ({ frame }: TrainingFacts) => frame.step),
  network_weights: as('whole', ({ frame }: TrainingFacts) => frame.layers.reduce((sum, layer) => sum + layer, 0)),
  moved_weights: as('whole', ({ frame }: TrainingFacts) => frame.moved),
};

export type FactName = keyof (typeof METRICS & typeof READOUT & typeof REST & typeof OUTPUTS & typeof LAYER & typeof TRAINING);

/** The names of the facts of a study, and of the facts of other settings. */
export const NAMES: { now: ReadonlySet<string>; other: ReadonlySet<string> } = {
  now: new Set([METRICS, READOUT, REST, OUTPUTS, LAYER, TRAINING].flatMap(Object.keys)),
  other: new Set([METRICS, OTHER, OUTPUTS, LAYER].flatMap(Object.keys)),
};

/** Everything a step can name: the study on show, and the step's other settings by their names, as far as they are measured. */
export type FactSources = { now: Studied; others: Readonly<Record<string, MeasuredOther>> };

/** The fact `name` of `table`, read from `from`. */
const look = <T>(table: Readonly<Record<string, (from: T) => Fact>>, name: string, from: T): Fact | undefined => table[name]?.(from);

const ofLayer = (name: string, { outputs, layer }: WithOutputs): Fact | undefined =>
  (outputs && look(OUTPUTS, name, outputs)) ?? (layer && look(LAYER, name, layer));

const one = (path: string, { now, others }: FactSources): Fact | undefined => {
  const [first = '', second] = path.split('.');
  if (second === undefined) {
    const { readout } = now.frame;
    return (
      look(REST, first, now) ??
      look(READOUT, first, readout) ??
      look(METRICS, first, readout.metrics) ??
      ofLayer(first, now) ??
      (now.training && look(TRAINING, first, now.training))
    );
  }
  const other = others[first];
  return other && (look(OTHER, second, other) ?? look(METRICS, second, other.metrics) ?? ofLayer(second, other));
};

/** The fact an expression names: a path, or two of them with - or / between. Nothing where one is not known (yet). */
export const factAt = (expression: string, known: FactSources): Fact | undefined => {
  const [left = '', operator, right = ''] = expression.split(' ');
  const a = one(left, known);
  if (operator === undefined || !a) return a;
  const b = one(right, known);
  if (!b) return undefined;
  return operator === '-' ? { ...a, value: a.value - b.value } : { value: a.value / b.value + 0, kind: 'number' };
};

/** The value in the unit people type: shares in percent. */
export const amount = ({ value, kind }: Fact): number => (kind === 'share' ? 100 * value : value);

/** Facts by the expressions that name them, as they were at one moment. */
export type Facts = Readonly<Record<string, Fact>>;

const PLACES = /\{([^{}]*)\}/g;

/** The expressions in the braces of a text. */
export const expressionsIn = (text: string): string[] => [...text.matchAll(PLACES)].map(([, expression = '']) => expression);

/** `text` with each expression in braces replaced. */
export const withExpressions = (text: string, by: (expression: string) => string): string =>
  text.replaceAll(PLACES, (_, expression: string) => by(expression));

/** Whether a part of a lesson names a fact of a table: in braces of its words, or in a question. */
const names = (table: object, part: unknown): boolean => {
  if (typeof part === 'object' && part !== null) return Object.values(part).some((one) => names(table, one));
  if (typeof part !== 'string') return false;
  const paths = [part, ...expressionsIn(part)].flatMap((expression) => expression.split(/ [-/] /));
  return paths.some((path) => Object.hasOwn(table, path.split('.').at(-1) ?? ''));
};

/** Whether a part of a lesson names a fact of what comes out of the layer. */
export const namesOutputs = (part: unknown): boolean => names(OUTPUTS, part);

/** Whether a part of a lesson names a fact of the layer in its workspace. */
export const namesLayer = (part: unknown): boolean => names(LAYER, part);

/** Whether a part of a lesson names a fact of the training in its workspace. */
export const namesTraining = (part: unknown): boolean => names(TRAINING, part);

/** Copies the facts that `expressions` name at this moment, as far as they are known. */
export const factsOf = (expressions: readonly string[], known: FactSources): Facts =>
  Object.fromEntries(
    expressions.flatMap((expression) => {
      const fact = factAt(expression, known);
      return fact ? [[expression, fact] as const] : [];
    }),
  );

/** The fault of an expression, where `others` are the step's other settings. */
export const expressionFault = (expression: string, others: readonly string[]): string | undefined => {
  const isKnown = (path: string): boolean => {
    const [first = '', second] = path.split('.');
    return second === undefined ? NAMES.now.has(first) : others.includes(first) && NAMES.other.has(second);
  };
  const unknown = expression.split(/ [-/] /).find((path) => !isKnown(path));
  return unknown === undefined ? undefined : `there is no fact '${unknown}'`;
};
