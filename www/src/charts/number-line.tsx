/**
 * The number line: the values on the real axis, the levels below, a line from each value to its level. The range and
 * single values can be dragged; the window can be moved and zoomed.
 */
import { useSignal } from '@preact/signals';
import type { NumberLine, Plot } from '../engine/wasm';
import { t } from '../i18n';
import { change, settle, shown, state } from '../state/store';
import type { Drag } from './handles/drag';
import { editable } from './selection/edits';
import { contains, isWhole, panBy, plotNamed, type Point, type Span, toPixelX, valueIn, width, zoomAbout } from './geometry/geometry';
import { nearestLevel, nearestMark, nearestThread, nextMark } from './geometry/hit';
import { Panel } from './frame/panel';
import { RangeHandles } from './handles/range-handles';
import { direction, select, selectionWords, selectOnTheWay } from './selection/selection';
import { Surface } from './frame/surface';
import { type Hover, levelRows, Tip, valueRows } from './frame/tip';
import { dragAlong, ValueGrip } from './handles/value-grip';

/** Distance in CSS pixels within which a value counts as pointed at. */
const REACH = 10;

/** With more values than this only the selected one can be dragged; elsewhere a drag moves the window. */
const FEW = 64;

const STEP = 0.7;

const showWindow = (span: Span, whole: Span): void =>
  change({ view: isWhole(span, whole) ? { zoom_lo: 0, zoom_hi: 0 } : { zoom_lo: Math.fround(span.lo), zoom_hi: Math.fround(span.hi) } }, 'during');

/** The window asked for. It may be ahead of the one on show, so that no movement between two studies is lost. */
const asked = ({ whole }: NumberLine): Span => {
  const { zoom_lo: lo, zoom_hi: hi } = state.peek().view;
  return lo < hi ? { lo, hi } : whole;
};

/** Scales the window about `at`, or else about the selected value if it is visible, or else about the middle. */
const zoomBy = (line: NumberLine, factor: number, at?: { plot: Plot; x: number }): void => {
  const window = asked(line);
  const { selected, whole } = line;
  const inView = selected && selected.x >= window.lo && selected.x <= window.hi ? selected.x : (window.lo + window.hi) / 2;
  showWindow(zoomAbout(window, at ? valueIn(window, at.plot, at.x) : inView, factor, whole), whole);
};

const pan = (line: NumberLine, plot: Plot, dx: number): void => {
  const window = asked(line);
  showWindow(panBy(window, (-dx / plot.width) * width(window), line.whole), line.whole);
};

const showAll = (): void => change({ view: { zoom_lo: 0, zoom_hi: 0 } });

const ZoomButtons = ({ line }: { line: NumberLine }) => {
  const whole = isWhole(line.axis, line.whole);
  const press = (factor: number) => () => {
    zoomBy(line, factor);
    settle();
  };
  return (
    <div class="panel-buttons" role="group" aria-label={t('charts.zoom')}>
      <button type="button" aria-label={t('charts.zoomOut')} title={t('charts.zoomOutKey')} disabled={whole} onClick={press(1 / STEP)}>
        −
      </button>
      <button type="button" aria-label={t('charts.zoomIn')} title={t('charts.zoomInKey')} onClick={press(STEP)}>
        +
      </button>
      <button type="button" aria-label={t('charts.wholeRange')} title={t('charts.wholeRangeKey')} disabled={whole} onClick={showAll}>
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

/** The item moved by a drag that starts at `at`. */
const grab = (line: NumberLine, plot: Plot, at: Point): Drag | undefined => {
  if (!editable() || !contains(plot, at, REACH)) return undefined;
  const mark = nearestMark(line.marks.length <= FEW ? line.marks : line.selected ? [line.selected] : [], plot, at.x, REACH);
  return mark && dragAlong(plot, mark.index);
};

export const NumberLinePanel = () => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const frame = shown.value?.frame;
  const line = frame?.number_line;
  const plot = plotNamed(plots.value, 'line');
  const values = plotNamed(plots.value, 'values');
  const threads = plotNamed(plots.value, 'threads');
  const panel = { chart: 'number-line', words: line?.words, table: line?.table, plots } as const;
  if (!frame || !line || !plot || !values || !threads) return <Panel {...panel} />;

  const axis = threads.top;
  const hoverAt = (at: Point): Hover | undefined => {
    const level = at.y > threads.top + threads.height - REACH ? nearestLevel(line.levels, plot, at.x, REACH) : undefined;
    const mark = nearestThread(line.marks, threads, at, REACH);
    if (level) return { at, title: '', rows: levelRows(level) };
    return mark && { at, title: '', rows: valueRows(mark), ring: { x: toPixelX(plot, mark.x), y: axis } };
  };
  const hover = pointer.value && hoverAt(pointer.value);
  const selected = line.selected;
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
          const mark = nearestThread(line.marks, threads, at, 2 * REACH);
          if (mark) select(mark.index);
        }}
        grab={(at) => grab(line, values, at)}
        onPan={(dx) => pan(line, plot, dx)}
        onZoom={(factor, x) => zoomBy(line, factor, { plot, x })}
        onViewEnd={settle}
        cursor={hover ? 'pointer' : isWhole(line.axis, line.whole) ? 'default' : 'grab'}
      />
      {selected && editable() && <ValueGrip plot={plot} mark={selected} at={{ x: toPixelX(plot, selected.x), y: axis }} direction="along" />}
      {line.clip && <RangeHandles plot={threads} clip={line.clip} mirrored={line.handles_mirrored} ownsWindow />}
      <Tip hover={hover} plot={plot} />
    </Panel>
  );
};
