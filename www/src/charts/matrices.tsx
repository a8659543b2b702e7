/**
 * Four matrices: original, code, dequantized value, error. They share the selection: a click or the arrow keys select a cell in all.
 */
import { useSignal } from '@preact/signals';
import type { CellReading, Plot, TensorMap } from '../engine/wasm';
import { t } from '../i18n';
import { type HoveredValue, usePointing } from '../state/hovered';
import { settle, shown, type Shown } from '../state/store';
import { Panel } from './frame/panel';
import { Surface } from './frame/surface';
import { type Hover, Tip } from './frame/tip';
import { contains, type Point } from './geometry/geometry';
import { type Cell, cellAt, cellFrom } from './geometry/hit';
import { arrowOf, cellTip } from './selection/cells';
import { CellLight } from './selection/plot-lights';
import { select, selectionWords, selectOnTheWay } from './selection/selection';

/** A cell of one of the four, by the place of that one, with what all four show there. */
type Pointed = { place: number; cell: Cell; readings: CellReading[] };

/** What the four show in a cell. */
const readingsOf = ({ painter }: Shown, { cols }: TensorMap, { row, col }: Cell): CellReading[] => painter.matrix_cells(row * cols + col) ?? [];

/** The value in a cell, with its numbers where every cell is one value. */
const valueOf = ({ place, readings }: Pointed, each: boolean): HoveredValue | undefined => {
  const [own, original, dequantized] = [readings[place], readings[0], readings[2]];
  if (!own) return undefined;
  return { kind: 'value', index: own.index, ...(each && original && dequantized && { x: original.value, y: dequantized.value }) };
};

/** The numbers of a cell: of all four where every cell is one value, else the extreme one of the matrix pointed at. */
const tipOf = (maps: readonly TensorMap[], { place, readings }: Pointed): Pick<Hover, 'title' | 'rows'> | undefined => {
  const tips = maps.flatMap((map, i) => {
    const reading = readings[i];
    return reading && (map.each || i === place) ? [cellTip(map, reading)] : [];
  });
  return tips[0] && { title: tips[0].title, rows: tips.flatMap(({ rows }) => rows) };
};

export const MatricesPanel = () => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const now = shown.value;
  const maps = now?.frame.matrices?.maps ?? [];
  const first = maps[0];
  const areas = plots.value;

  const pointedAt = (at: Point): Pointed | undefined => {
    const place = areas.findIndex((area) => contains(area, at));
    const [map, area] = [maps[place], areas[place]];
    const cell = map && area && cellAt(map, area, at);
    return cell && now && { place, cell, readings: readingsOf(now, map, cell) };
  };
  const under = pointer.value && pointedAt(pointer.value);
  usePointing(under && first && valueOf(under, first.each));

  const panel = { chart: 'matrices', words: first?.words, table: first?.table, plots } as const;
  if (!now || !first || areas.length === 0) return <Panel {...panel} />;

  const selected = { row: first.selected_row, col: first.selected_col };
  const area = under && areas[under.place];
  const tip = under && tipOf(maps, under);
  return (
    <Panel {...panel}>
      <Surface
        label={t('charts.inMatrices')}
        valueText={selectionWords(now.frame)}
        value={selected.row * first.cols + selected.col}
        count={first.rows * first.cols}
        onKey={(event) => {
          const by = arrowOf(event);
          if (!by) return false;
          const next = readingsOf(now, first, cellFrom(first, selected, by))[0];
          if (next) selectOnTheWay(next.index);
          return true;
        }}
        onKeyEnd={settle}
        onHover={(at) => {
          pointer.value = at;
        }}
        onClick={(at) => {
          const pointed = pointedAt(at);
          const reading = pointed?.readings[pointed.place];
          if (reading) select(reading.index);
        }}
        cursor={under ? 'pointer' : 'default'}
      />
      {maps.map((map, i) => {
        const plot = areas[i];
        return plot && <CellLight key={i} map={map} plot={plot} />;
      })}
      {pointer.value && tip && area && <Tip hover={{ at: pointer.value, ...tip }} plot={area} above />}
    </Panel>
  );
};
