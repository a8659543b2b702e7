/**
 * The numbers of what is hovered, for pictures other than the one it is pointed at in. No DOM.
 */
import type { LineMark, NumberLine, Plot, TensorMap } from '../../engine/wasm';
import type { Hovered } from '../../state/hovered';
import { type Point, toPixelX } from '../geometry/geometry';

/** Its original and dequantized value, as far as they are known, and its mark on the number line where it has one. */
export type Lit = { x: number | undefined; y: number | undefined; mark: LineMark | undefined };

export const litOf = (item: Hovered | undefined, { marks, selected }: NumberLine): Lit => {
  if (!item) return { x: undefined, y: undefined, mark: undefined };
  if (item.kind === 'level') return { x: undefined, y: item.at, mark: undefined };
  const mark = marks.find(({ index }) => index === item.index);
  const { x, y } = mark ?? (selected?.index === item.index ? selected : item);
  return { x, y, mark };
};

/** Where a number stands on a horizontal axis; nothing outside it. */
export const litX = (plot: Plot, value: number | undefined): number | undefined =>
  value !== undefined && value >= plot.x_lo && value <= plot.x_hi ? toPixelX(plot, value) : undefined;

/** The cell that shows a value of the tensor, and its size. */
export const litCell = (item: Hovered | undefined, map: TensorMap, plot: Plot): { at: Point; width: number; height: number } | undefined => {
  if (item?.kind !== 'value') return undefined;
  const row = Math.floor(Math.floor(item.index / map.tensor_cols) / map.block_rows);
  const col = Math.floor((item.index % map.tensor_cols) / map.block_cols);
  if (row >= map.rows || col >= map.cols) return undefined;
  const [width, height] = [plot.width / map.cols, plot.height / map.rows];
  return { at: { x: plot.left + col * width, y: plot.top + row * height }, width, height };
};
