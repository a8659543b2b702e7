/**
 * The parts of the page's own wasm instance that the layer's workspace uses. To be called after `startRest` has resolved.
 */
import {
  wasm,
  type CurvePoint,
  type LayerChart,
  type LayerOutcome,
  type LayerWalk,
  type LayerSettings,
  type LayerView,
  type LayerWorkspace,
  type Method,
  type ReadLayer,
  type OutputErrors,
  type Settings,
} from './wasm';

/** Reads what a link says of the layer's workspace: settings and view, and what was wrong. */
export const readLayer = (text: string): ReadLayer => wasm.read_layer(text);

/** The layer's workspace as the text of a link. */
export const workspaceText = (workspace: LayerWorkspace): string => wasm.write_layer(workspace);

/** Layer settings alone as such a text. */
export const layerText = (settings: LayerSettings): string => workspaceText({ settings, view: 'columns' });

/** The views of a layer, in their order. */
export const layerViews = (): readonly LayerView[] => wasm.layer_views();

/** What settings of inputs start from. */
export const startOfInputs = (): Settings => wasm.layer_inputs();

/** The methods that are offered, each with the parameters that it starts from. */
export const layerMethods = (): readonly Method[] => wasm.layer_methods();

export type { LayerChart };

const floats = (of: readonly number[]): Float32Array => Float32Array.from(of);

/** Columns of inputs and weight, before and after the method. */
export const columnsChart = ({ report: { before, after } }: LayerOutcome) =>
  wasm.LayerChart.columns(floats(before.inputs), floats(before.weight), floats(after.inputs), floats(after.weight));

/** Outputs against exact ones. */
export const outputsChart = ({ report, exact, rounded }: LayerOutcome) => wasm.LayerChart.outputs(exact, rounded, report.channels);

const relative = (parts: OutputErrors['channels']): Float64Array =>
  Float64Array.from(parts, ({ error, signal }) => (signal > 0 ? error / signal : Number.NaN));

/** Errors of output channels and tokens. */
export const errorsChart = ({ report: { evaluation } }: LayerOutcome) =>
  wasm.LayerChart.errors(relative(evaluation.channels), relative(evaluation.tokens));

const ratios = (of: readonly (number | undefined)[]): Float64Array => Float64Array.from(of, (ratio) => ratio ?? Number.NaN);

/** Ratios over the strength of a method; `taken` is the one on show. */
export const strengthsChart = (points: readonly CurvePoint[], taken: number, name: string) =>
  wasm.LayerChart.strengths(
    Float64Array.from(points, ({ at }) => at),
    ratios(points.map(({ calibration_db }) => calibration_db)),
    ratios(points.map(({ evaluation_db }) => evaluation_db)),
    taken,
    name,
  );

/** GPTQ's walk over the columns. */
export const walkChart = ({ order, losses, first, rows, changes }: LayerWalk) =>
  wasm.LayerChart.walk(Uint32Array.from(order), Float64Array.from(losses), first, rows, changes);

/** The methods side by side: ratios in dB, a row a method and a number a trial. */
export const methodsChart = (
  methods: readonly string[],
  trials: readonly string[],
  rows: readonly (readonly (number | undefined)[])[],
  chosen: number,
) => wasm.LayerChart.methods([...methods], [...trials], ratios(rows.flat()), chosen < 0 ? undefined : chosen);
