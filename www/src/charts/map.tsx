/**
 * The tensor map: values, codes or errors as colours. A click or the arrow keys select a cell.
 */
import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { CellReading, MapMode, Plot, TensorMap } from '../engine/wasm';
import { t } from '../i18n';
import { usePointing } from '../state/hovered';
import { change, shown, state } from '../state/store';
import { isCodeWithheld } from '../state/withheld';
import { type Point } from './geometry/geometry';
import { cellAt } from './geometry/hit';
import { CellSurface } from './cell-surface';
import { Panel } from './frame/panel';
import { cellTip, readingOf } from './selection/cells';
import { CellLight } from './selection/plot-lights';
import { Choice } from '../ui/choice';
import { Tip } from './frame/tip';

const MODES: readonly MapMode[] = ['values', 'codes', 'error'];

const Modes = () => (
  <Choice
    label={t('charts.colours')}
    value={useComputed(() => state.value.view.map).value}
    options={MODES.map((mode) => [mode, t(`charts.mode.${mode}`)] as const)}
    onChange={(map) => change({ view: { map } })}
  />
);

/** `tools` stand in the panel's head, before the choice of colours. */
export const MapPanel = ({ tools }: { tools?: ComponentChildren }) => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const now = shown.value;
  const map = now?.frame.map;
  const plot = plots.value[0];
  const read = (of: TensorMap, cell: { row: number; col: number } | undefined): CellReading | undefined => cell && now && readingOf(now, of, cell);
  const under = map && plot && pointer.value ? read(map, cellAt(map, plot, pointer.value)) : undefined;
  usePointing(under && { kind: 'value', index: under.index });
  const panel = {
    chart: 'map',
    words: map?.words,
    table: map?.table,
    plots,
    tools: (
      <>
        {tools}
        {!isCodeWithheld.value && <Modes />}
      </>
    ),
  } as const;
  if (!now || !map || !plot) return <Panel {...panel} />;

  return (
    <Panel {...panel}>
      <CellSurface
        label={t('charts.inTensor')}
        now={now}
        map={map}
        indexIn={(cell) => readingOf(now, map, cell).index}
        indexAt={(at) => read(map, cellAt(map, plot, at))?.index}
        pointer={pointer}
        cursor="pointer"
      />
      <CellLight map={map} plot={plot} />
      <Tip hover={pointer.value && under && { at: pointer.value, ...cellTip(map, under) }} plot={plot} />
    </Panel>
  );
};
