/**
 * Pixels and data: the position of a value in a plot, and moving and scaling the visible window of an axis. No DOM.
 */
import type { Plot } from '../../engine/wasm';

/** An interval of an axis, `lo < hi`. */
export type Span = { lo: number; hi: number };

/** A position in CSS pixels from the top left corner of the chart. */
export type Point = { x: number; y: number };

export const clamp = (value: number, lo: number, hi: number): number => Math.min(Math.max(value, lo), hi);

export const width = (span: Span): number => span.hi - span.lo;

export const toPixelX = (plot: Plot, value: number): number => plot.left + ((value - plot.x_lo) / (plot.x_hi - plot.x_lo)) * plot.width;

export const toPixelY = (plot: Plot, value: number): number => plot.top + ((plot.y_hi - value) / (plot.y_hi - plot.y_lo)) * plot.height;

export const toValueX = (plot: Plot, x: number): number => plot.x_lo + ((x - plot.left) / plot.width) * (plot.x_hi - plot.x_lo);

export const toValueY = (plot: Plot, y: number): number => plot.y_hi - ((y - plot.top) / plot.height) * (plot.y_hi - plot.y_lo);

export const contains = (plot: Plot, { x, y }: Point, margin = 0): boolean =>
  x >= plot.left - margin && x <= plot.left + plot.width + margin && y >= plot.top - margin && y <= plot.top + plot.height + margin;

/** The plot of that name, or the first plot if there is none. */
export const plotNamed = (plots: readonly Plot[], name: string): Plot | undefined => plots.find((plot) => plot.name === name) ?? plots[0];

/** The width of the smallest window, whose ends still differ clearly as 32-bit floats. */
const smallest = (whole: Span): number => Math.max(width(whole) * 1e-6, Math.max(Math.abs(whole.lo), Math.abs(whole.hi)) * 4e-6);

/** Shifts a window into `whole`; narrows it only if it is wider than that. */
const within = (span: Span, whole: Span): Span => {
  const size = Math.min(width(span), width(whole));
  const lo = clamp(span.lo, whole.lo, whole.hi - size);
  return { lo, hi: lo + size };
};

/** Scales a window by `factor` (above 1 shows more) so that `about` stays where it is. */
export const zoomAbout = (span: Span, about: number, factor: number, whole: Span): Span => {
  const size = clamp(width(span) * factor, Math.min(smallest(whole), width(whole)), width(whole));
  const share = (about - span.lo) / width(span);
  const lo = about - share * size;
  return within({ lo, hi: lo + size }, whole);
};

/** Moves a window by `by`, at most to the end of `whole`. */
export const panBy = (span: Span, by: number, whole: Span): Span => within({ lo: span.lo + by, hi: span.hi + by }, whole);

/** Whether a window is all of `whole`. */
export const isWhole = (span: Span, whole: Span): boolean => width(span) >= width(whole) * (1 - 1e-6);

/** The value at pixel `x` of a plot that shows `span` instead of its own range; outside, the nearer end. */
export const valueIn = (span: Span, plot: Plot, x: number): number => span.lo + clamp((x - plot.left) / plot.width, 0, 1) * width(span);

/** A window of indices within 0..len as its first index and length; length 0 stands for all. */
export const indexWindow = (span: Span, len: number): { from: number; span: number } => {
  const size = clamp(Math.round(width(span)), 1, len);
  if (size >= len) return { from: 0, span: 0 };
  return { from: clamp(Math.round(span.lo), 0, len - size), span: size };
};
