/**
 * The values of a worksheet with their arithmetic: evenly spaced ones where all share a scale, else neighbours of two places, so that
 * some share one. Must not know how a sheet looks.
 */
import type { AskWorker } from '../../state/study/asking';
import type { ChartSizes, Frame, State } from '../../engine/wasm';
import { withDataOf } from '../../state/study/asking';

type Trace = Frame['trace'];
type Line = Trace['lines'][number];

/** Values that share a scale, and the lines that lead to it. */
export type SheetGroup = { shared: readonly Line[]; values: readonly Trace[] };

/** A worksheet: the columns of all values, and the values. */
export type SheetOf = { state: State; readout: Frame['readout']; columns: readonly Line[]; groups: readonly SheetGroup[] };

/** The number of values: the sheet and its answers are a page each. */
const MOST = 6;

/** No chart of this study is shown. */
const NO_CHARTS: ChartSizes = {
  charts: [],
  line: 40,
  line_height: 40,
  upright: false,
  series: 40,
  histogram: 40,
  map_width: 40,
  map_height: 40,
  tables: [],
  measures: true,
};

const frameAt = async (ask: AskWorker, { settings, view }: State, selected: number): Promise<Frame> =>
  (await ask('study', { settings, view: { ...view, selected }, sizes: NO_CHARTS })).frame;

/** The indices of the values on a sheet. */
export const indicesOf = ({ len, slices, shape }: Pick<Frame['readout'], 'len' | 'slices' | 'shape'>, byColumn: boolean): number[] => {
  const count = Math.min(MOST, len);
  if (slices <= 1) return Array.from({ length: count }, (_, i) => Math.floor((i * len) / count));
  const columns = shape.at(-1) ?? 1;
  const step = byColumn ? columns : 1;
  const half = count / 2;
  const second = byColumn ? Math.floor(columns / 2) : Math.floor(len / columns / 2) * columns;
  const places = [0, second].flatMap((from) => Array.from({ length: half }, (_, i) => from + i * step));
  return [...new Set(places)].filter((index) => index < len);
};

/** Puts values together that have the same lines to their scale. */
const grouped = (traces: readonly Trace[]): SheetGroup[] => {
  const groups = new Map<string, { shared: readonly Line[]; values: Trace[] }>();
  for (const trace of traces) {
    const shared = trace.lines.slice(0, trace.shared);
    const key = JSON.stringify(shared.map(({ exact }) => exact));
    const group = groups.get(key) ?? { shared, values: [] };
    group.values.push(trace);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** The lines of a value that are computed by hand. */
export const linesByHand = ({ lines, shared }: Trace): Line[] => lines.slice(shared).filter(({ letters }) => letters !== '');

/** The sheet of a state's data and settings; nothing without finite values. Rejects for settings that are rejected. */
export const sheetOf = (state: State): Promise<SheetOf | undefined> =>
  withDataOf(state, false, async (ask) => {
    const { readout } = await frameAt(ask, state, 0);
    const traces: Trace[] = [];
    for (const index of indicesOf(readout, state.settings.granularity === 'column')) traces.push((await frameAt(ask, state, index)).trace);
    const finite = traces.filter(({ x }) => Number.isFinite(x));
    const [first] = finite;
    return first && { state, readout, columns: linesByHand(first), groups: grouped(finite) };
  });
