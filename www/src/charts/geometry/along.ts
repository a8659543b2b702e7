/**
 * The axis of values in a plot: from left to right, or upright from bottom to top. Everything that moves along it counts in its
 * own pixels, so that handles, windows and hit tests know one direction only. No DOM.
 */
import type { Plot } from '../../engine/wasm';
import { clamp, type Point, type Span, width } from './geometry';

/** `lo` stands at pixel `from`, `hi` at pixel `to`; upright, `to` is the smaller one. */
export type Along = Span & { isUpright: boolean; from: number; to: number };

export const alongOf = (plot: Plot, isUpright: boolean): Along =>
  isUpright
    ? { isUpright, lo: plot.y_lo, hi: plot.y_hi, from: plot.top + plot.height, to: plot.top }
    : { isUpright, lo: plot.x_lo, hi: plot.x_hi, from: plot.left, to: plot.left + plot.width };

/** CSS pixels from one end to the other. */
export const lengthOf = ({ from, to }: Along): number => Math.abs(to - from);

/** The pixel of a point that counts along the axis. */
export const pixelOf = ({ isUpright }: Along, { x, y }: Point): number => (isUpright ? y : x);

/** The point at pixel `pixel` of the axis, and `across` beside it. */
export const pointOf = ({ isUpright }: Along, pixel: number, across: number): Point =>
  isUpright ? { x: across, y: pixel } : { x: pixel, y: across };

/** Pixels from the low to the high end are positive. */
export const shareOf = ({ from, to }: Along, pixel: number): number => (pixel - from) / (to - from);

export const pixelAt = ({ lo, hi, from, to }: Along, value: number): number => from + ((value - lo) / (hi - lo)) * (to - from);

/** The value at a pixel of an axis that shows `span` instead of its own range; outside, the nearer end. */
export const valueAt = (along: Along, pixel: number, span: Span = along): number => span.lo + clamp(shareOf(along, pixel), 0, 1) * width(span);

/** The pixel or, outside, the nearer end of the axis. */
export const kept = ({ from, to }: Along, pixel: number): number => clamp(pixel, Math.min(from, to), Math.max(from, to));

const LARGEST = 3.4e38;
/** CSS pixels from an end at which the pointer pushes it. */
const EDGE = 2;

/** Widens a window by 2 % on the side on which the pointer is outside the axis; unchanged while it is inside. */
export const pushEdge = (span: Span, along: Along, pixel: number): Span => {
  const by = width(span) * 0.02;
  const share = shareOf(along, pixel);
  const edge = EDGE / lengthOf(along);
  if (share >= 1 - edge) return { lo: span.lo, hi: Math.min(span.hi + by, LARGEST) };
  if (share <= edge) return { lo: Math.max(span.lo - by, -LARGEST), hi: span.hi };
  return span;
};
