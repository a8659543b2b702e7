/**
 * The surface over the cells of maps: the arrow keys and clicks select the value that a cell shows. Knows no map's place.
 */
import type { Signal } from '@preact/signals';
import type { TensorMap } from '../engine/wasm';
import { settle, type Shown } from '../state/store';
import { Surface } from './frame/surface';
import type { Point } from './geometry/geometry';
import { type Cell, cellFrom } from './geometry/hit';
import { arrowOf } from './selection/cells';
import { select, selectionWords, selectOnTheWay } from './selection/selection';

type Props = {
  label: string;
  now: Shown;
  /** The map whose cells the arrow keys walk. */
  map: TensorMap;
  /** The flat index of the value that a cell shows. */
  indexIn: (cell: Cell) => number | undefined;
  /** The same of the cell at a point. */
  indexAt: (at: Point) => number | undefined;
  /** Set to where the pointer is. */
  pointer: Signal<Point | undefined>;
  cursor: 'pointer' | 'default';
};

export const CellSurface = ({ label, now, map, indexIn, indexAt, pointer, cursor }: Props) => {
  const selected = { row: map.selected_row, col: map.selected_col };
  return (
    <Surface
      label={label}
      valueText={selectionWords(now.frame)}
      value={selected.row * map.cols + selected.col}
      count={map.rows * map.cols}
      onKey={(event) => {
        const by = arrowOf(event);
        if (!by) return false;
        const next = indexIn(cellFrom(map, selected, by));
        if (next !== undefined) selectOnTheWay(next);
        return true;
      }}
      onKeyEnd={settle}
      onHover={(at) => {
        pointer.value = at;
      }}
      onClick={(at) => {
        const index = indexAt(at);
        if (index !== undefined) select(index);
      }}
      cursor={cursor}
    />
  );
};
