/**
 * Where the page shows each fact: what must be withheld as long as a question asks for it. Must not know the page.
 */
import type { Part } from '../engine/wasm';
import type { FactName } from './facts';
import type { Step } from './schema';

/** The parts that show a fact, and whether codes and dequantized values are shown with it wherever single values are. */
type Shown = { parts: readonly Part[]; codes?: true };

/** Of single values, which every chart with levels shows. */
const VALUE: Shown = { parts: ['arithmetic', 'number-line', 'series', 'histogram'], codes: true };
/** Of the levels: the dequantized value of code 1 is the scale. */
const LEVELS: Shown = { parts: ['readout', 'words', 'arithmetic', 'number-line', 'series', 'histogram'], codes: true };
const RANGE: Shown = { parts: ['readout', 'words', 'arithmetic', 'range', 'number-line', 'histogram', 'bench'] };
const MEASURE: Shown = { parts: ['readout', 'words'] };
const CURVE: Shown = { parts: ['readout', 'words', 'bench'] };
/** In no number of the page beyond those that the question itself names. */
const NOWHERE: Shown = { parts: [] };

const SHOWN_IN: Record<FactName, Shown> = {
  x: VALUE,
  code: VALUE,
  y: VALUE,
  error: VALUE,
  scale: LEVELS,
  half_step: { parts: ['readout', 'words', 'arithmetic'] },
  zero_point: LEVELS,
  qmin: LEVELS,
  qmax: LEVELS,
  levels: LEVELS,
  levels_used: LEVELS,
  levels_idle: LEVELS,
  bits: { parts: ['bits', 'readout', 'words'] },
  group: { parts: ['granularity', 'readout', 'words'] },
  lo: RANGE,
  hi: RANGE,
  width: RANGE,
  min: RANGE,
  max: RANGE,
  absmax: RANGE,
  mean: MEASURE,
  std: MEASURE,
  sigmas: MEASURE,
  values: MEASURE,
  slices: MEASURE,
  slice_values: MEASURE,
  rows: MEASURE,
  columns: MEASURE,
  mse: CURVE,
  mae: MEASURE,
  worst: MEASURE,
  sqnr: MEASURE,
  cosine: MEASURE,
  relative: MEASURE,
  clipped: MEASURE,
  zeroed: MEASURE,
  zeroed_values: MEASURE,
  clipped_values: MEASURE,
  slice_sqnr: MEASURE,
  slice_mse: CURVE,
  slice_zeroed: MEASURE,
  slice_clipped: MEASURE,
  theory_sqnr: MEASURE,
  bits_per_value: MEASURE,
  ratio: MEASURE,
  bytes_before: MEASURE,
  bytes_codes: MEASURE,
  bytes_beside: MEASURE,
  outputs: MEASURE,
  outputs_median: MEASURE,
  outputs_worst: MEASURE,
  layer: NOWHERE,
  layer_median: NOWHERE,
  layer_columns: NOWHERE,
  layer_output: NOWHERE,
  layer_exact: NOWHERE,
  accumulator_bits: NOWHERE,
  code_products: NOWHERE,
  input_zero: NOWHERE,
  weight_zero: NOWHERE,
  input_scale: NOWHERE,
  weight_scale: NOWHERE,
  weight_zero_term: NOWHERE,
  // Of the training nothing can be hidden; a question on it asks for other settings than those on show.
  float_accuracy: NOWHERE,
  rounded_accuracy: NOWHERE,
  trained_accuracy: NOWHERE,
  training_bits: NOWHERE,
  training_step: NOWHERE,
  network_weights: NOWHERE,
  moved_weights: NOWHERE,
};

const isFact = (name: string): name is FactName => Object.hasOwn(SHOWN_IN, name);

/** What shows the facts that these expressions name of the study on show; of a step's other settings nothing is shown. */
const shownIn = (expressions: readonly string[]): { parts: ReadonlySet<Part>; codes: boolean } => {
  const found = expressions.flatMap((one) => one.split(/ [-/] /)).flatMap((name) => (isFact(name) ? [SHOWN_IN[name]] : []));
  return { parts: new Set(found.flatMap(({ parts }) => parts)), codes: found.some(({ codes }) => codes) };
};

/** The expressions that a step's prediction or choice asks for. */
const askedFacts = ({ predict, choose }: Pick<Step, 'predict' | 'choose'>): string[] => [
  ...(predict ? [predict.fact] : []),
  ...(choose?.choices.flatMap(({ holds }) => holds.map(({ fact }) => fact)) ?? []),
];

/** What shows the facts that a step's prediction or choice asks for. */
export const withheldFor = (step: Pick<Step, 'predict' | 'choose'>): ReturnType<typeof shownIn> => shownIn(askedFacts(step));
