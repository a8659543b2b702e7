/**
 * The window of the number line: zooming, moving, and back to the whole.
 */
import type { NumberLine } from '../../engine/wasm';
import { change, state } from '../../state/store';
import { type Along, lengthOf, pixelOf, valueAt } from '../geometry/along';
import { isWhole, panBy, type Point, type Span, width, zoomAbout } from '../geometry/geometry';

/** The factor of one press. */
export const STEP = 0.7;

const show = (span: Span, whole: Span): void =>
  change({ view: isWhole(span, whole) ? { zoom_lo: 0, zoom_hi: 0 } : { zoom_lo: Math.fround(span.lo), zoom_hi: Math.fround(span.hi) } }, 'during');

/** The window asked for. It may be ahead of the one on show, so that no movement between two studies is lost. */
const asked = ({ whole }: NumberLine): Span => {
  const { zoom_lo: lo, zoom_hi: hi } = state.peek().view;
  return lo < hi ? { lo, hi } : whole;
};

/** Whether less than all is on show. */
export const isZoomed = ({ axis, whole }: NumberLine): boolean => !isWhole(axis, whole);

/** Scales the window about a point of the axis, or else about the selected value if it is visible, or else about the middle. */
export const zoomBy = (line: NumberLine, factor: number, about?: { along: Along; at: Point }): void => {
  const window = asked(line);
  const { selected, whole } = line;
  const inView = selected && selected.x >= window.lo && selected.x <= window.hi ? selected.x : (window.lo + window.hi) / 2;
  const centre = about ? valueAt(about.along, pixelOf(about.along, about.at), window) : inView;
  show(zoomAbout(window, centre, factor, whole), whole);
};

/** Moves the window with a hand that moved `by`. */
export const pan = (line: NumberLine, along: Along, by: Point): void => {
  const window = asked(line);
  const share = (pixelOf(along, by) / lengthOf(along)) * Math.sign(along.to - along.from);
  show(panBy(window, -share * width(window), line.whole), line.whole);
};

export const showAll = (): void => change({ view: { zoom_lo: 0, zoom_hi: 0 } });
