/**
 * The number line: the values on the axis, the levels, a line from each value to its level. The range and single values can be
 * dragged; the window can be moved and zoomed. Upright, the axis goes from bottom to top.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { NumberLine, Plot } from '../engine/wasm';
import { t } from '../i18n';
import { usePointing, type Hovered } from '../state/hovered';
import { atHand, settle, showChart, shown } from '../state/store';
import { Panel } from './frame/panel';
import { Surface } from './frame/surface';
import { type Hover, levelRows, Tip, valueRows } from './frame/tip';
import { pixelOf, type Along } from './geometry/along';
import { contains, type Point } from './geometry/geometry';
import { nearestLevel, nextMark } from './geometry/hit';
import type { Drag } from './handles/drag';
import { DragHint } from './handles/drag-hint';
import { endAtHand } from './handles/held';
import { RangeHandles } from './handles/range-handles';
import { dragOnLine, ValueGrip } from './handles/value-grip';
import { LineLight } from './line/light';
import { dotAt, isBelow, linePlots, type LinePlots, markAt } from './line/places';
import { isZoomed, pan, showAll, STEP, zoomBy } from './line/window';
import { editable } from './selection/edits';
import { direction, select, selectionWords, selectOnTheWay } from './selection/selection';

/** Distance in CSS pixels within which a value counts as pointed at. */
const REACH = 10;

/** With more values than this only the selected one can be dragged; elsewhere a drag moves the window. */
const FEW = 64;

/** The buttons of a window that shows less than all; the keys and the wheel zoom any window. */
const ZoomButtons = ({ line }: { line: NumberLine }) => {
  if (!isZoomed(line)) return null;
  const press = (factor: number) => () => {
    zoomBy(line, factor);
    settle();
  };
  return (
    <div class="panel-buttons" role="group" aria-label={t('charts.zoom')}>
      <button type="button" aria-label={t('charts.zoomOut')} title={t('charts.zoomOutKey')} onClick={press(1 / STEP)}>
        −
      </button>
      <button type="button" aria-label={t('charts.zoomIn')} title={t('charts.zoomInKey')} onClick={press(STEP)}>
        +
      </button>
      <button type="button" aria-label={t('charts.wholeRange')} title={t('charts.wholeRangeKey')} onClick={showAll}>
        {t('charts.all')}
      </button>
    </div>
  );
};

const onKey = (event: KeyboardEvent, line: NumberLine): boolean => {
  if (event.key === '+' || event.key === '=') zoomBy(line, STEP);
  else if (event.key === '-') zoomBy(line, 1 / STEP);
  else if (event.key === '0') showAll();
  else {
    const step = direction(event);
    const next = step && nextMark(line.marks, line.selected, step);
    if (!step) return false;
    if (next) selectOnTheWay(next.index);
  }
  return true;
};

/** The value moved by a drag that starts at `at`: by its dot, not by its thread or square. */
const grab = (line: NumberLine, plots: LinePlots, at: Point, alongNow: () => Along): Drag | undefined => {
  const { values } = plots;
  if (!editable() || !contains(values, at, REACH) || isBelow(plots, at)) return undefined;
  const own = line.marks.filter(({ index }) => index === line.selected?.index);
  const mark = markAt(line.marks.length <= FEW ? line.marks : own, plots, at, REACH);
  return mark && dragOnLine(alongNow, mark.index);
};

/** What is under the pointer: a level, or a value. */
const found = (line: NumberLine, plots: LinePlots, at: Point): { hover: Hover; item: Hovered } | undefined => {
  const mark = markAt(line.marks, plots, at, REACH);
  // On the side of the levels their squares come first; between them it is the level.
  if (mark && (!isBelow(plots, at) || mark.place)) {
    const { index, x, y } = mark;
    return { hover: { at, title: '', rows: valueRows(mark) }, item: { kind: 'value', index, x, y } };
  }
  const level = isBelow(plots, at) ? nearestLevel(line.levels, plots.along, pixelOf(plots.along, at), REACH) : undefined;
  return level && { hover: { at, title: '', rows: levelRows(level) }, item: { kind: 'level', code: level.code, at: level.at } };
};

/** Where the tabs of the range stand across the axis: above the originals, or amid the threads of an upright line. */
const tabsOf = ({ along, line, threads }: LinePlots): number => (along.isUpright ? threads.left + threads.width / 2 : line.top);

/** The stems lead through the threads; upright ones through everything. */
const stemOf = ({ along, line, threads }: LinePlots): Plot =>
  along.isUpright ? line : { ...threads, top: line.top, height: threads.top + threads.height - line.top };

/** The cursor over a line that is not pointed at a value. */
const cursorOf = (line: NumberLine): string => (isZoomed(line) ? 'grab' : 'default');

const zoomedAt = (line: NumberLine, along: Along) => (factor: number, at: Point) => zoomBy(line, factor, { along, at });

/** Has the clipping curve studied while a hand is at an end of the range: the drawing shows it there. */
const useCurve = (): void => {
  const isAtHand = useComputed(() => endAtHand.value?.chart === 'number-line').value;
  useEffect(() => (isAtHand ? showChart('bench') : undefined), [isAtHand]);
};

export const NumberLinePanel = () => {
  const areas = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const frame = atHand.value?.frame;
  const line = frame?.number_line;
  const told = shown.value?.frame.number_line;
  const plots = line && linePlots(areas.value, line);
  const under = line && plots && pointer.value && found(line, plots, pointer.value);
  usePointing(under?.item);
  useCurve();
  const panel = { chart: 'number-line', words: told?.words, table: told?.table, plots: areas } as const;
  if (!frame || !line || !plots) return <Panel {...panel} />;

  const { along } = plots;
  const { clip, selected } = line;
  /** Where the axis stands now, during a drag. */
  const alongNow = (): Along => linePlots(areas.peek(), atHand.peek()?.frame.number_line ?? line)?.along ?? along;
  const range = clip && { chart: 'number-line' as const, along, stem: stemOf(plots), tabs: tabsOf(plots), clip, mirrored: line.handles_mirrored };
  const own = selected && line.marks.find(({ index }) => index === selected.index);
  return (
    <Panel {...panel} tools={<ZoomButtons line={line} />}>
      <Surface
        label={t('charts.onLine')}
        valueText={selectionWords(frame)}
        value={Math.max(
          line.marks.findIndex((mark) => mark.index === selected?.index),
          0,
        )}
        count={line.marks.length}
        onKey={(event) => onKey(event, line)}
        onKeyEnd={settle}
        onHover={(at) => {
          pointer.value = at;
        }}
        onClick={(at) => {
          const mark = markAt(line.marks, plots, at, 2 * REACH);
          if (mark) select(mark.index);
        }}
        grab={(at) => grab(line, plots, at, alongNow)}
        onPan={(by) => pan(line, along, by)}
        onZoom={zoomedAt(line, along)}
        onViewEnd={settle}
        cursor={under ? 'pointer' : cursorOf(line)}
        takesTouch={along.isUpright && isZoomed(line)}
      />
      <LineLight line={line} plots={plots} />
      {selected && editable() && (
        <ValueGrip
          chart="number-line"
          axis={along}
          plot={plots.line}
          mark={selected}
          at={dotAt(plots, selected.x, own?.place)}
          drag={() => dragOnLine(alongNow, selected.index)}
        />
      )}
      {range && <DragHint {...range} />}
      {range && <RangeHandles {...range} ownsWindow />}
      <Tip hover={under?.hover} plot={plots.line} />
    </Panel>
  );
};
