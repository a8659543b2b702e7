/**
 * The marks that light what is hovered, over a drawing. They are moved by transforms: nothing is laid out or drawn for them.
 */
import type { Point } from '../geometry/geometry';

/** A ring around an original, a square around a dequantized value; nothing without a place. */
export const Light = ({ kind, at }: { kind: 'ring' | 'square'; at: Point | undefined }) =>
  at ? <span class={`light ${kind}`} style={{ transform: `translate(${at.x}px, ${at.y}px)` }} /> : null;

/** The transform of a line of one pixel's length that makes it lead from one point to another. */
export const lightThread = (from: Point, to: Point): string => {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.max(Math.hypot(dx, dy), 1);
  return `matrix(${dx}, ${dy}, ${-dy / length}, ${dx / length}, ${from.x}, ${from.y})`;
};

/** The outline of an area. */
export const LightArea = ({ at, width, height }: { at: Point | undefined; width: number; height: number }) =>
  at ? <span class="light cell" style={{ width: `${width}px`, height: `${height}px`, transform: `translate(${at.x}px, ${at.y}px)` }} /> : null;

/** A line through a plot at a place of its horizontal axis. */
export const LightRule = ({ x, top, height }: { x: number | undefined; top: number; height: number }) =>
  x === undefined ? null : <span class="light rule" style={{ height: `${height}px`, transform: `translate(${x}px, ${top}px)` }} />;
