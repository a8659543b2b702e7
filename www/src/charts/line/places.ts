/**
 * Where values stand in the drawing of the number line, upright or not. No DOM.
 */
import type { LineMark, NumberLine, Place, Plot } from '../../engine/wasm';
import { type Along, alongOf, pixelAt, pixelOf, pointOf } from '../geometry/along';
import type { Point } from '../geometry/geometry';
import { nearest } from '../geometry/hit';

/** The plots of the drawing, all of the same axis: everything; the originals; the threads; the dequantized values. */
export type LinePlots = { along: Along; line: Plot; values: Plot; threads: Plot; piles: Plot };

export const linePlots = (plots: readonly Plot[], { upright }: NumberLine): LinePlots | undefined => {
  const named = (name: string): Plot | undefined => plots.find((plot) => plot.name === name);
  const [line, values, threads, piles] = ['line', 'values', 'threads', 'piles'].map(named);
  return line && values && threads && piles ? { along: alongOf(line, upright), line, values, threads, piles } : undefined;
};

/** A place across the axis: `rank` on the plot's own scale. */
const acrossAt = ({ isUpright }: Along, plot: Plot, rank: number): number =>
  isUpright
    ? plot.left + ((rank - plot.x_lo) / (plot.x_hi - plot.x_lo)) * plot.width
    : plot.top + ((plot.y_hi - rank) / (plot.y_hi - plot.y_lo)) * plot.height;

/** Where an original stands: its dot in the pile, or on the line of the originals. */
export const dotAt = ({ along, values, threads }: LinePlots, x: number, place?: Place): Point => {
  const onLine = along.isUpright ? threads.left : threads.top;
  return pointOf(along, pixelAt(along, x), place ? acrossAt(along, values, place.above) : onLine);
};

/** Where a dequantized value stands: its square in the pile, or on the line of the levels. */
export const squareAt = ({ along, piles, threads }: LinePlots, y: number, place?: Place): Point => {
  const onLine = along.isUpright ? threads.left + threads.width : threads.top + threads.height;
  return pointOf(along, pixelAt(along, y), place ? acrossAt(along, piles, place.below) : onLine);
};

/** The value whose dot or square is at a point, or whose thread passes there; at most `reach` away. */
export const markAt = (marks: readonly LineMark[], plots: LinePlots, at: Point, reach: number): LineMark | undefined => {
  const { along, threads } = plots;
  const [from, size] = along.isUpright ? [threads.left, threads.width] : [threads.top, threads.height];
  const across = along.isUpright ? at.x : at.y;
  const share = (across - from) / size;
  const distance = (to: Point): number => Math.hypot(at.x - to.x, at.y - to.y);
  if (share < 0) return nearest(marks, (mark) => distance(dotAt(plots, mark.x, mark.place)), reach);
  if (share > 1) return nearest(marks, (mark) => distance(squareAt(plots, mark.y, mark.place)), reach);
  const pixel = pixelOf(along, at);
  const passes = ({ x, y }: LineMark): number => pixelAt(along, x) * (1 - share) + pixelAt(along, y) * share;
  return nearest(marks, (mark) => Math.abs(passes(mark) - pixel), reach);
};

/** Whether a point lies on the side of the dequantized values. */
export const isBelow = ({ along, threads }: LinePlots, at: Point): boolean =>
  along.isUpright ? at.x > threads.left + threads.width : at.y > threads.top + threads.height;
