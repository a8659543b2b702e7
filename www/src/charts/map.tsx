/**
 * The tensor as a picture: values, codes or error. A click or the arrows select a cell.
 */
import { useSignal } from '@preact/signals';
import type { Plot, TensorMap } from '../engine/wasm';
import { change, settle, shown, state } from '../state/store';
import { type Point } from './geometry';
import { type Cell, cellAt, cellFrom } from './hit';
import { Panel } from './panel';
import { select, selectionWords, selectOnTheWay } from './selection';
import { Surface } from './surface';
import { Choice } from './choice';
import { type Hover, Tip } from './tip';

/** The flat index of a cell's value, or of the first value of its block. */
const indexOf = (map: TensorMap, { row, col }: Cell): number =>
  row * map.block_rows * map.tensor_cols + col * map.block_cols;

const ARROWS: Record<string, Cell> = {
  ArrowUp: { row: -1, col: 0 },
  ArrowDown: { row: 1, col: 0 },
  ArrowLeft: { row: 0, col: -1 },
  ArrowRight: { row: 0, col: 1 },
};

const Modes = () => (
  <Choice
    label="Colours show"
    value={state.value.view.map}
    options={[
      ['values', 'Values'],
      ['codes', 'Codes'],
      ['error', 'Error'],
    ]}
    onChange={(map) => change({ view: { map } })}
  />
);

const describe = (map: TensorMap, { row, col }: Cell): string => {
  const first = indexOf(map, { row, col });
  const place = `row ${Math.floor(first / map.tensor_cols) + 1}, column ${(first % map.tensor_cols) + 1}`;
  return map.each ? place : `block from ${place}`;
};

export const MapPanel = () => {
  const plots = useSignal<Plot[]>([]);
  const hover = useSignal<Hover | undefined>(undefined);
  const frame = shown.value?.frame;
  const map = frame?.map;
  const plot = plots.value[0];
  const panel = { chart: 'map', title: 'Tensor', words: map?.words, table: map?.table, plots, tools: <Modes /> } as const;
  if (!frame || !map || !plot) return <Panel {...panel} />;

  const selected = { row: map.selected_row, col: map.selected_col };
  const look = (at: Point | undefined): void => {
    const cell = at && cellAt(map, plot, at);
    hover.value = cell && { at, title: describe(map, cell), rows: [] };
  };
  return (
    <Panel {...panel}>
      <Surface
        label="Selected value in the tensor"
        valueText={selectionWords(frame)}
        value={selected.row * map.cols + selected.col}
        count={map.rows * map.cols}
        onKey={(event) => {
          const by = ARROWS[event.key];
          if (!by) return false;
          const steps = event.shiftKey ? 10 : 1;
          selectOnTheWay(indexOf(map, cellFrom(map, selected, { row: by.row * steps, col: by.col * steps })));
          return true;
        }}
        onKeyEnd={settle}
        onHover={look}
        onClick={(at) => {
          const cell = cellAt(map, plot, at);
          if (cell) select(indexOf(map, cell));
        }}
        cursor="pointer"
      />
      <Tip hover={hover.value} plot={plot} />
    </Panel>
  );
};
