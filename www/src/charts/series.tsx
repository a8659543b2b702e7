/**
 * The series chart: original, dequantized value and error of each value in order. Long slices are shown by a window; the
 * selected value can be dragged up and down; buttons go from slice to slice.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Plot, Series, SeriesPoint } from '../engine/wasm';
import { t } from '../i18n';
import { change, formatNumber, settle, shown, state, type Shown } from '../state/store';
import { range } from '../engine/numbers';
import { usePointing } from '../state/hovered';
import type { Drag } from './handles/drag';
import { editable } from './selection/edits';
import { clamp, indexWindow, panBy, plotNamed, type Point, type Span, toPixelX, toPixelY, valueIn, width, zoomAbout } from './geometry/geometry';
import { pointAt, touchesPoint } from './geometry/hit';
import { Panel } from './frame/panel';
import { direction, select, selectionWords, selectOnTheWay } from './selection/selection';
import { selectFirst } from './selection/first';
import { SeriesLight, SortedLight } from './selection/plot-lights';
import { flatIndex, placeIn, sliceAt } from './selection/slices';
import { Surface } from './frame/surface';
import { type Hover, Tip, type TipRow } from './frame/tip';
import { dragInSeries, ValueGrip } from './handles/value-grip';

const REACH = 8;
const STEP = 0.7;

/** The window asked for; it may be ahead of the one on show. */
const asked = ({ len }: Series): Span => {
  const { from, span } = state.peek().view;
  const size = span === 0 ? len : Math.min(span, len);
  const lo = clamp(from, 0, len - size);
  return { lo, hi: lo + size };
};

const showWindow = (window: Span, len: number): void => change({ view: indexWindow(window, len) }, 'during');

const zoomBy = (series: Series, factor: number, about?: number): void => {
  const window = asked(series);
  const centre = about ?? series.selected ?? (window.lo + window.hi) / 2;
  const wide = zoomAbout(window, centre, factor, { lo: 0, hi: series.len });
  const least = Math.min(8, series.len);
  if (width(wide) >= least || factor > 1) showWindow(wide, series.len);
};

/** The point of sorted values that `at` belongs to; of those beyond `from` in its direction where it has the value there. */
const sortedPointAt = ({ points }: Series, at: number, from: number): SeriesPoint | undefined => {
  const last = (rank: number): SeriesPoint | undefined => points.findLast((point) => point.at <= rank) ?? points[0];
  const [point, value] = [last(at), last(from)?.lo];
  if (at === from || point?.place !== undefined || point?.lo !== value) return point;
  return (at > from ? points.find((one) => one.lo !== value && one.at > at) : points.findLast((one) => one.lo !== value && one.at < at)) ?? point;
};

/** Selects what a point stands for: its first value. Sorted values too many to be numbered are found by the worker. */
const selectPoint = (now: Shown, { place, lo }: SeriesPoint, then: (index: number) => void): void => {
  const slice = sliceAt(now, now.frame.readout.slice);
  if (place !== undefined) then(flatIndex(slice, place));
  else if (Number.isFinite(lo)) selectFirst(now, lo, slice, then);
};

/** Which values a point is of; sorted values are named by their places, where these are known. */
const titleOf = ({ sorted, each }: Series, { at, place }: SeriesPoint): string => {
  if (!sorted) return t(each ? 'charts.place' : 'charts.placesFrom', { n: at });
  return each && place !== undefined ? t('charts.place', { n: place }) : '';
};

/** Selects what stands at a position as part of a gesture; the window follows. */
const goTo = (now: Shown, series: Series, from: number, to: number): void => {
  const at = clamp(to, 0, series.len - 1);
  const { lo, hi } = asked(series);
  if (at < lo) showWindow({ lo: at, hi: at + hi - lo }, series.len);
  else if (at >= hi) showWindow({ lo: at + 1 - (hi - lo), hi: at + 1 }, series.len);
  if (!series.sorted) return selectOnTheWay(flatIndex(sliceAt(now, now.frame.readout.slice), at));
  const point = sortedPointAt(series, at, from);
  if (point) selectPoint(now, point, selectOnTheWay);
};

const between = (lo: number, hi: number): string => (lo === hi ? formatNumber(lo) : range({ lo, hi }));

const rows = ({ lo, hi, y_lo, y_hi, error }: SeriesPoint, each: boolean): TipRow[] => [
  { label: t('charts.tip.original'), value: between(lo, hi), kind: 'original' },
  { label: t('charts.tip.dequantized'), value: between(y_lo, y_hi), kind: 'dequantized' },
  { label: each ? t('charts.tip.error') : t('charts.tip.largestError'), value: formatNumber(error), kind: 'error' },
];

/** The words where no value is finite. */
const leftOut = (): TipRow[] => [{ label: t('charts.tip.original'), value: t('charts.tip.notFinite'), kind: 'original' }];

/** Selects the same position of a neighbouring slice. */
const SliceStepper = ({ now }: { now: Shown }) => {
  const { slice, slices, slice_name } = now.frame.readout;
  if (slices < 2) return null;
  const place = placeIn(sliceAt(now, slice), now.frame.trace.index);
  const go = (to: number) => () => {
    const there = sliceAt(now, to);
    select(flatIndex(there, clamp(place, 0, there.len - 1)));
  };
  return (
    <div class="panel-buttons" role="group" aria-label={t('charts.slice')}>
      <button type="button" aria-label={t('charts.previousSlice')} disabled={slice === 0} onClick={go(slice - 1)}>
        ‹
      </button>
      <output>{slice_name}</output>
      <button type="button" aria-label={t('charts.nextSlice')} disabled={slice + 1 >= slices} onClick={go(slice + 1)}>
        ›
      </button>
    </div>
  );
};

export const SeriesChart = ({ tools }: { tools?: ComponentChildren }) => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const now = shown.value;
  const series = now?.frame.series;
  const plot = plotNamed(plots.value, 'values');
  const under = pointer.value && series?.each && plot ? pointAt(series, plot, pointer.value.x) : undefined;
  usePointing(
    now && under?.place !== undefined && Number.isFinite(under.lo)
      ? { kind: 'value', index: flatIndex(sliceAt(now, now.frame.readout.slice), under.place), x: under.lo, y: under.y_lo }
      : undefined,
  );
  const panel = { chart: 'series', words: series?.words, table: series?.table, plots } as const;
  if (!now || !series || !plot) return <Panel {...panel} tools={tools} />;

  const slice = sliceAt(now, now.frame.readout.slice);
  const place = placeIn(slice, now.frame.trace.index);
  const selected =
    series.each && series.selected !== undefined ? series.points.find((p) => p.at === series.selected && Number.isFinite(p.lo)) : undefined;
  const selectedAt = selected && { x: toPixelX(plot, selected.at), y: toPixelY(plot, selected.lo) };
  const windowed = series.span < series.len;

  /** Where the values stand now, during a drag. */
  const plotNow = (): Plot => plotNamed(plots.peek(), 'values') ?? plot;
  const hover = (at: Point): Hover | undefined => {
    const point = pointAt(series, plot, at.x);
    const there = point && Number.isFinite(point.lo);
    return (
      point && {
        at,
        title: titleOf(series, point),
        rows: there ? rows(point, series.each) : leftOut(),
      }
    );
  };
  const grab = (at: Point, event: PointerEvent): Drag | undefined => {
    // By touch, a value is dragged by its handle only: elsewhere a finger scrolls the page or moves the window.
    if (!editable() || !series.each || event.pointerType === 'touch') return undefined;
    const point = pointAt(series, plot, at.x);
    return point?.place !== undefined && touchesPoint(point, plot, at, REACH)
      ? dragInSeries(plotNow, flatIndex(slice, point.place), point.lo, at)
      : undefined;
  };
  const here = series.sorted ? (series.selected ?? series.from) : place;
  // A point of sorted values may stand for several: the next one is beyond them.
  const step = series.sorted ? Math.ceil(series.span / series.points.length) : 1;
  const onKey = (event: KeyboardEvent): boolean => {
    const by = direction(event);
    if (by) goTo(now, series, here, here + by * step * (event.shiftKey ? 10 : 1));
    else if (event.key === 'Home') goTo(now, series, here, 0);
    else if (event.key === 'End') goTo(now, series, here, series.len - 1);
    else if (event.key === '+' || event.key === '=') zoomBy(series, STEP);
    else if (event.key === '-') zoomBy(series, 1 / STEP);
    else if (event.key === '0') change({ view: { from: 0, span: 0 } });
    else return false;
    return true;
  };
  const pan = ({ x: dx }: Point): void => {
    const window = asked(series);
    showWindow(panBy(window, (-dx / plot.width) * width(window), { lo: 0, hi: series.len }), series.len);
  };

  return (
    <Panel
      {...panel}
      tools={
        <>
          <SliceStepper now={now} />
          {windowed && (
            <div class="panel-buttons">
              <button type="button" title={t('charts.wholeSlice')} onClick={() => change({ view: { from: 0, span: 0 } })}>
                {t('charts.all')}
              </button>
            </div>
          )}
          {tools}
        </>
      }
    >
      <Surface
        label={t('charts.inSeries')}
        valueText={selectionWords(now.frame)}
        value={here}
        count={series.len}
        onKey={onKey}
        onKeyEnd={settle}
        onHover={(at) => {
          pointer.value = at;
        }}
        onClick={({ x }) => {
          const point = pointAt(series, plot, x);
          if (point) selectPoint(now, point, select);
        }}
        grab={grab}
        onPan={pan}
        onZoom={(factor, { x }) => zoomBy(series, factor, valueIn(asked(series), plot, x))}
        onViewEnd={settle}
        cursor="pointer"
      />
      {selected && selectedAt && editable() && (
        <ValueGrip
          chart="series"
          axis={{ lo: plot.y_lo, hi: plot.y_hi, isUpright: true }}
          plot={plot}
          mark={{ index: now.frame.trace.index, x: selected.lo }}
          at={selectedAt}
          drag={() => dragInSeries(plotNow, now.frame.trace.index, selected.lo, selectedAt)}
        />
      )}
      {series.sorted && <SortedLight line={now.frame.number_line} points={series.points} plot={plot} />}
      {series.each && !series.sorted && <SeriesLight line={now.frame.number_line} slice={slice} plot={plot} />}
      <Tip hover={pointer.value && hover(pointer.value)} plot={plot} />
    </Panel>
  );
};
