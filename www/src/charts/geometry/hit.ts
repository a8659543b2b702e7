/**
 * Hit testing: the item under the pointer, and the next item in a direction. No DOM. Distances are in CSS pixels.
 */
import type { Bin, ClippingCurvePoint, Histogram, Level, Plot, Series, SeriesPoint, TensorMap, Transfer } from '../../engine/wasm';
import { type Along, pixelAt } from './along';
import { clamp, type Point, toPixelX, toPixelY, toValueX } from './geometry';

/** The item with the smallest distance, if that is below `reach`. */
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

/** The value nearest to a pixel of the axis, at most `reach` away. */
export const nearestMark = <M extends { x: number }>(marks: readonly M[], along: Along, pixel: number, reach: number): M | undefined =>
  nearest(marks, (mark) => Math.abs(pixelAt(along, mark.x) - pixel), reach);

/** A value and its index. */
type Numbered = { x: number; index: number };

/** The next value to the right (`step` 1) or left (-1) of the selected one; equal values in the order of their indices. */
export const nextMark = <M extends Numbered>(marks: readonly M[], selected: Numbered | undefined, step: 1 | -1): M | undefined => {
  const sorted = [...marks].sort((a, b) => a.x - b.x || a.index - b.index);
  if (!selected) return step === 1 ? sorted[0] : sorted.at(-1);
  const beyond = (m: M): boolean => (m.x - selected.x || m.index - selected.index) * step > 0;
  return step === 1 ? sorted.find(beyond) : sorted.findLast(beyond);
};

/** The point of a series nearest to horizontal position `x`, or the run of values that contains it. */
export const pointAt = ({ points, each }: Series, plot: Plot, x: number): SeriesPoint | undefined => {
  if (each) return nearest(points, (point) => Math.abs(toPixelX(plot, point.at) - x), Infinity);
  const value = toValueX(plot, x);
  return points.findLast((point) => point.at <= value) ?? points[0];
};

/** Whether a point of the chart is at the original or the dequantized value of `point`. */
export const touchesPoint = (point: SeriesPoint, plot: Plot, { x, y }: Point, reach: number): boolean =>
  Math.abs(toPixelX(plot, point.at) - x) <= reach && Math.abs(toPixelY(plot, point.lo) - y) <= reach;

/** The bin of a histogram at horizontal position `x`. */
export const binAt = (histogram: Histogram, plot: Plot, x: number): Bin | undefined => {
  const value = toValueX(plot, x);
  return histogram.bins.find((bin) => value >= bin.lo && value <= bin.hi);
};

/** The level nearest to a pixel of the axis. */
export const nearestLevel = (levels: readonly Level[], along: Along, pixel: number, reach: number): Level | undefined =>
  nearest(levels, (level) => Math.abs(pixelAt(along, level.at) - pixel), reach);

/** The step of the transfer function at horizontal position `x`. */
export const stepAt = (transfer: Transfer, plot: Plot, x: number): Transfer['steps'][number] | undefined => {
  const value = toValueX(plot, x);
  return transfer.steps.find((step) => value <= step.hi) ?? transfer.steps.at(-1);
};

/** The index of the candidate of the clipping curve nearest to horizontal position `x`. */
export const nearestCandidate = (points: readonly ClippingCurvePoint[], plot: Plot, x: number): number | undefined => {
  const point = nearest(points, (p) => Math.abs(toPixelX(plot, p.threshold) - x), Infinity);
  return point && points.indexOf(point);
};

/** A cell of the tensor map. */
export type Cell = { row: number; col: number };

/** The cell at a point; rows are counted from the top. */
export const cellAt = (map: TensorMap, plot: Plot, { x, y }: Point): Cell | undefined => {
  const col = Math.floor(((x - plot.left) / plot.width) * map.cols);
  const row = Math.floor(((y - plot.top) / plot.height) * map.rows);
  return col >= 0 && col < map.cols && row >= 0 && row < map.rows ? { row, col } : undefined;
};

/** The cell `by` rows and columns further, at most at the edge. */
export const cellFrom = (map: TensorMap, cell: Cell, by: Cell): Cell => ({
  row: clamp(cell.row + by.row, 0, map.rows - 1),
  col: clamp(cell.col + by.col, 0, map.cols - 1),
});
