/**
 * Four matrices: original, code, dequantized value, error. They share the selection: a click or the arrow keys select a cell in all.
 */
import { useSignal } from '@preact/signals';
import type { CellReading, Plot, TensorMap } from '../engine/wasm';
import { t } from '../i18n';
import { type HoveredValue, usePointing } from '../state/hovered';
import { shown, type Shown } from '../state/store';
import { CellSurface } from './cell-surface';
import { Panel } from './frame/panel';
import { type Hover, Tip } from './frame/tip';
import { contains, type Point } from './geometry/geometry';
import { type Cell, cellAt } from './geometry/hit';
import { cellTip } from './selection/cells';
import { CellLight } from './selection/plot-lights';

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

  const area = under && areas[under.place];
  const tip = under && tipOf(maps, under);
  return (
    <Panel {...panel}>
      <CellSurface
        label={t('charts.inMatrices')}
        now={now}
        map={first}
        indexIn={(cell) => readingsOf(now, first, cell)[0]?.index}
        indexAt={(at) => {
          const pointed = pointedAt(at);
          return pointed?.readings[pointed.place]?.index;
        }}
        pointer={pointer}
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
