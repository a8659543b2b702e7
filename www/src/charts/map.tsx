/**
 * The tensor map: values, codes or errors as colours. A click or the arrow keys select a cell.
 */
import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { CellReading, MapMode, Plot, TensorMap } from '../engine/wasm';
import { t, type WordKey } from '../i18n';
import { change, settle, shown, type Shown, state } from '../state/store';
import { type Point } from './geometry/geometry';
import { type Cell, cellAt, cellFrom } from './geometry/hit';
import { Panel } from './frame/panel';
import { cellName, select, selectionWords, selectOnTheWay } from './selection/selection';
import { Surface } from './frame/surface';
import { Choice } from '../ui/choice';
import { type Hover, Tip, type TipRow } from './frame/tip';

/** The number shown by a cell: its value, or the extreme value of its block of values. */
const reading = (map: TensorMap, { painter }: Shown, { row, col }: Cell): CellReading => {
  const cell = painter.cell(undefined, row * map.cols + col);
  if (!cell) throw new Error(`the map has no cell ${row}, ${col}`);
  return cell;
};

const ARROWS: Record<string, Cell> = {
  ArrowUp: { row: -1, col: 0 },
  ArrowDown: { row: 1, col: 0 },
  ArrowLeft: { row: 0, col: -1 },
  ArrowRight: { row: 0, col: 1 },
};

const MODES: readonly MapMode[] = ['values', 'codes', 'error'];

const Modes = () => (
  <Choice
    label={t('charts.colours')}
    value={useComputed(() => state.value.view.map).value}
    options={MODES.map((mode) => [mode, t(`charts.mode.${mode}`)] as const)}
    onChange={(map) => change({ view: { map } })}
  />
);

/** The name of the number in a cell, and its colour. */
const KINDS: Record<MapMode, Pick<TipRow, 'kind'> & { name: WordKey }> = {
  values: { name: 'charts.tip.original', kind: 'original' },
  codes: { name: 'charts.tip.code' },
  dequantized: { name: 'charts.tip.dequantized', kind: 'dequantized' },
  error: { name: 'charts.tip.error', kind: 'error' },
};

const describe = (map: TensorMap, { index, text }: CellReading): Pick<Hover, 'title' | 'rows'> => {
  const { name, ...kind } = KINDS[map.mode];
  const label = map.each ? t(name) : t(`charts.extreme.${map.mode}`, { rows: map.block_rows, columns: map.block_cols });
  return { title: cellName(index, map.tensor_cols), rows: [{ label, value: text, ...kind }] };
};

/** `tools` stand in the panel's head, before the choice of colours. */
export const MapPanel = ({ tools }: { tools?: ComponentChildren }) => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const now = shown.value;
  const map = now?.frame.map;
  const plot = plots.value[0];
  const panel = {
    chart: 'map',
    words: map?.words,
    table: map?.table,
    plots,
    tools: (
      <>
        {tools}
        <Modes />
      </>
    ),
  } as const;
  if (!now || !map || !plot) return <Panel {...panel} />;

  const selected = { row: map.selected_row, col: map.selected_col };
  const hover = (at: Point): Hover | undefined => {
    const cell = cellAt(map, plot, at);
    return cell && { at, ...describe(map, reading(map, now, cell)) };
  };
  return (
    <Panel {...panel}>
      <Surface
        label={t('charts.inTensor')}
        valueText={selectionWords(now.frame)}
        value={selected.row * map.cols + selected.col}
        count={map.rows * map.cols}
        onKey={(event) => {
          const by = ARROWS[event.key];
          if (!by) return false;
          const steps = event.shiftKey ? 10 : 1;
          selectOnTheWay(reading(map, now, cellFrom(map, selected, { row: by.row * steps, col: by.col * steps })).index);
          return true;
        }}
        onKeyEnd={settle}
        onHover={(at) => {
          pointer.value = at;
        }}
        onClick={(at) => {
          const cell = cellAt(map, plot, at);
          if (cell) select(reading(map, now, cell).index);
        }}
        cursor="pointer"
      />
      <Tip hover={pointer.value && hover(pointer.value)} plot={plot} />
    </Panel>
  );
};
