/**
 * The points of the charts that can be listened to, from the numbers that are drawn. Knows no sound.
 */
import type { Axis, Bin, ClippingCurve, ClippingCurvePoint, Histogram, Level } from '../engine/wasm';
import type { Point } from './notes';

/** A point of the histogram, with the originals or the level that it stands for. */
export type Counted = Point & { of: { bin: Bin } | { level: Level } };

const share = ({ lo, hi }: Axis, at: number): number => (at - lo) / (hi - lo);

/** The clipping curve, a point for each threshold; pitch rises with the logarithm of the error, so that no two errors sound alike. */
export const clippingPoints = ({ best, x }: ClippingCurve, points: readonly ClippingCurvePoint[]): Point[] => {
  const errors = points.map(({ total }) => total).filter((total) => total > 0);
  const [least, most] = [Math.min(...errors), Math.max(...errors)].map(Math.log10) as [number, number];
  const height = (total: number): number => (most > least && total > 0 ? (Math.log10(total) - least) / (most - least) : 0);
  return points.map(({ threshold, total }, i) => ({ place: share(x, threshold), height: height(total), timbre: 'error', tick: i === best }));
};

/** Originals and levels in the order of their values; zero is marked at its level, or else where it lies among the originals. */
export const histogramPoints = ({ bins, levels, x, y, heights }: Histogram): Counted[] => {
  const height = (count: number): number => share(y, heights.log ? Math.log10(1 + count) : count);
  const hasZero = levels.some(({ at }) => at === 0);
  const before = bins.map((bin): Counted => ({
    place: share(x, (bin.lo + bin.hi) / 2),
    height: height(bin.count),
    timbre: 'original',
    tick: !hasZero && bin.lo <= 0 && bin.hi > 0,
    of: { bin },
  }));
  const after = levels.map((level): Counted => ({
    place: share(x, level.at),
    height: height(level.count),
    timbre: 'dequantized',
    tick: level.at === 0,
    of: { level },
  }));
  return [...before, ...after].sort((a, b) => a.place - b.place);
};
