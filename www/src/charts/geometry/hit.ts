/**
 * What lies under the pointer, and what comes next in a direction. No DOM.
 */
import type { Bench, Bin, Histogram, Level, Mark, Plot, Series, SeriesPoint, TensorMap, Transfer } from '../../engine/wasm';
import { clamp, type Point, toPixelX, toPixelY, toValueX } from './geometry';

/** The nearest of `items`, closer than `reach`. */
export const nearest = <T>(items: readonly T[], distance: (item: T) => number, reach: number): T | undefined => {
  let best: T | undefined;
  let least = reach;
  for (const item of items) {
    const d = distance(item);
    if (d < least || (d === least && best === undefined)) {
      best = item;
      least = d;
    }
  }
  return best;
};

/** The value whose place on a horizontal axis is nearest, at most `reach` pixels away. */
export const nearestMark = (marks: readonly Mark[], plot: Plot, x: number, reach: number): Mark | undefined =>
  nearest(marks, (mark) => Math.abs(toPixelX(plot, mark.x) - x), reach);

/** The value whose thread passes nearest to a pixel, at most `reach` away; above the axis, whose place does. */
export const nearestThread = (marks: readonly Mark[], threads: Plot, at: Point, reach: number): Mark | undefined => {
  const share = clamp((at.y - threads.top) / threads.height, 0, 1);
  const place = ({ x, y }: Mark): number => toPixelX(threads, x) * (1 - share) + toPixelX(threads, y) * share;
  return nearest(marks, (mark) => Math.abs(place(mark) - at.x), reach);
};

/** The next value to the right (`step` 1) or left (-1) of the selected one; among equals, by index. */
export const nextMark = (marks: readonly Mark[], selected: Mark | undefined, step: 1 | -1): Mark | undefined => {
  const sorted = [...marks].sort((a, b) => a.x - b.x || a.index - b.index);
  if (!selected) return step === 1 ? sorted[0] : sorted.at(-1);
  const beyond = (m: Mark): boolean => (m.x - selected.x || m.index - selected.index) * step > 0;
  return step === 1 ? sorted.find(beyond) : sorted.findLast(beyond);
};

/** The point of a series nearest to a pixel column, or the run of values that holds it. */
export const pointAt = ({ points, each }: Series, plot: Plot, x: number): SeriesPoint | undefined => {
  if (each) return nearest(points, (point) => Math.abs(toPixelX(plot, point.at) - x), Infinity);
  const value = toValueX(plot, x);
  return points.findLast((point) => point.at <= value) ?? points[0];
};

/** Whether a pixel is at a point's original or dequantized value. */
export const touchesPoint = (point: SeriesPoint, plot: Plot, { x, y }: Point, reach: number): boolean =>
  Math.abs(toPixelX(plot, point.at) - x) <= reach && Math.abs(toPixelY(plot, point.lo) - y) <= reach;

/** The bin of a histogram under a pixel column. */
export const binAt = (histogram: Histogram, plot: Plot, x: number): Bin | undefined => {
  const value = toValueX(plot, x);
  return histogram.bins.find((bin) => value >= bin.lo && value <= bin.hi);
};

/** The level nearest to a pixel column. */
export const nearestLevel = (levels: readonly Level[], plot: Plot, x: number, reach: number): Level | undefined =>
  nearest(levels, (level) => Math.abs(toPixelX(plot, level.at) - x), reach);

/** The tread of the staircase above or below a pixel column. */
export const stepAt = (transfer: Transfer, plot: Plot, x: number): Transfer['steps'][number] | undefined => {
  const value = toValueX(plot, x);
  return transfer.steps.find((step) => value <= step.hi) ?? transfer.steps.at(-1);
};

/** The candidate of the curve nearest to a pixel column. */
export const nearestCandidate = (curve: Bench, plot: Plot, x: number): number | undefined => {
  const point = nearest(curve.points, (p) => Math.abs(toPixelX(plot, p.threshold) - x), Infinity);
  return point && curve.points.indexOf(point);
};

/** A cell of the tensor map. */
export type Cell = { row: number; col: number };

/** The cell under a pixel; rows grow downwards. */
export const cellAt = (map: TensorMap, plot: Plot, { x, y }: Point): Cell | undefined => {
  const col = Math.floor(((x - plot.left) / plot.width) * map.cols);
  const row = Math.floor(((y - plot.top) / plot.height) * map.rows);
  return col >= 0 && col < map.cols && row >= 0 && row < map.rows ? { row, col } : undefined;
};

/** The cell `by` rows and columns further, at the edge where there is none. */
export const cellFrom = (map: TensorMap, cell: Cell, by: Cell): Cell => ({
  row: clamp(cell.row + by.row, 0, map.rows - 1),
  col: clamp(cell.col + by.col, 0, map.cols - 1),
});
