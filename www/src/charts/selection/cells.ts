/**
 * The cells of maps: what they show, and the way from cell to cell.
 */
import type { CellReading, MapMode, TensorMap } from '../../engine/wasm';
import { t, type WordKey } from '../../i18n';
import type { Shown } from '../../state/store';
import type { Hover, TipRow } from '../frame/tip';
import type { Cell } from '../geometry/hit';
import { cellName } from './selection';

/** The number shown by a cell of the tensor map: its value, or the extreme value of its block of values. */
export const readingOf = ({ painter }: Shown, map: TensorMap, { row, col }: Cell): CellReading => {
  const cell = painter.cell(row * map.cols + col);
  if (!cell) throw new Error(`the map has no cell ${row}, ${col}`);
  return cell;
};

const ARROWS: Record<string, Cell> = {
  ArrowUp: { row: -1, col: 0 },
  ArrowDown: { row: 1, col: 0 },
  ArrowLeft: { row: 0, col: -1 },
  ArrowRight: { row: 0, col: 1 },
};

/** The way that an arrow key leads, in cells; nothing for other keys. */
export const arrowOf = (event: KeyboardEvent): Cell | undefined => {
  const by = ARROWS[event.key];
  const steps = event.shiftKey ? 10 : 1;
  return by && { row: by.row * steps, col: by.col * steps };
};

/** The name of the number in a cell, and its colour. */
const KINDS: Record<MapMode, Pick<TipRow, 'kind'> & { name: WordKey }> = {
  values: { name: 'charts.tip.original', kind: 'original' },
  codes: { name: 'charts.tip.code' },
  dequantized: { name: 'charts.tip.dequantized', kind: 'dequantized' },
  error: { name: 'charts.tip.error', kind: 'error' },
};

/** The tip of a cell. */
export const cellTip = (map: TensorMap, { index, text }: CellReading): Pick<Hover, 'title' | 'rows'> => {
  const { name, ...kind } = KINDS[map.mode];
  const label = map.each ? t(name) : t(`charts.extreme.${map.mode}`, { rows: map.block_rows, columns: map.block_cols });
  return { title: cellName(index, map.tensor_cols), rows: [{ label, value: text, ...kind }] };
};
