/**
 * The two ends of the range as sliders over a chart, for mouse, touch and keys: a tab each, with a stem through the picture.
 * Moving one sets the range by hand. They are moved by transforms, so that a drag lays out nothing.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { Chart, Frame, Plot, Range } from '../../engine/wasm';
import { rounded } from '../../engine/numbers';
import { t } from '../../i18n';
import { isHidden, isLocked } from '../../state/parts';
import { abandon, atHand, change, formatNumber, settle } from '../../state/store';
import { type Along, kept, lengthOf, pixelAt, pixelOf, pointOf, valueAt } from '../geometry/along';
import { type End, keyedEnd, moveEnd } from '../geometry/clip';
import { type Span, width } from '../geometry/geometry';
import { nearestStop } from '../geometry/snap';
import { type Drag, follow, pointIn } from './drag';
import { FrozenWindow } from './frozen-window';
import { focusedEnd, hasDragged, heldEnd } from './held';
import { clipStops } from './stops';

/** Distance in CSS pixels within which a handle snaps to a stop. */
const SNAP_DISTANCE = 7;
/** The width of a tab. */
const TAB = '1.125rem';

type Props = {
  /** The name of the chart: a handle that is dragged tells its value in that chart. */
  chart: Chart;
  along: Along;
  /** The plot that the stems go through. */
  stem: Plot;
  /** Where the tabs stand, across the axis: at the upper edge of the stems, or in the middle of an upright plot. */
  tabs: number;
  clip: Range;
  mirrored: boolean;
  /** Whether the chart's axis is the window of the view: it is then kept and widened during the drag. */
  ownsWindow: boolean;
};

const setClip = (clip: Range, view: Parameters<typeof change>[0]['view'] = {}): void =>
  change({ settings: { range: 'clip', clip_lo: clip.lo, clip_hi: clip.hi }, view }, 'during');

/** Sets the range to that of all values. */
const reset = (): void => change({ settings: { range: 'min-max' } });

/** `alongNow` says where the axis stands now: the window may be resized or turned during the drag. */
const rangeDrag = (frame: Frame, { chart, along, clip, mirrored, ownsWindow }: Props, alongNow: () => Along, end: End, grip: number): Drag => {
  const stops = clipStops(end, frame.number_line, frame.clipping_curve);
  const apply = (window: Span, value: number): void => {
    const stop = nearestStop(value, stops, (width(window) / lengthOf(alongNow())) * SNAP_DISTANCE);
    const next = moveEnd(clip, end, stop?.at ?? value, mirrored, window);
    heldEnd.value = { chart, end, clip: next, stop: stop?.name };
    setClip(next, ownsWindow ? frozen.view : {});
  };
  const frozen = new FrozenWindow(alongNow, () => apply(frozen.window, frozen.value));
  const letGo = (): void => {
    heldEnd.value = undefined;
    hasDragged.value = true;
  };
  return {
    move: (at) => {
      const pixel = pixelOf(alongNow(), at) - grip;
      if (ownsWindow) apply(frozen.window, frozen.valueAt(pixel));
      else apply(along, valueAt(alongNow(), pixel, along));
    },
    end: () => {
      letGo();
      if (ownsWindow) change({ view: frozen.release() });
      else settle();
    },
    cancel: () => {
      letGo();
      frozen.release();
      abandon();
    },
  };
};

/** The value of an end in words, with what it clips. */
const describe = (end: End, clip: Range, { lowest, highest }: Frame['readout']): string =>
  end === 'lo' ? t('charts.lowerAt', { at: formatNumber(clip.lo), code: lowest }) : t('charts.upperAt', { at: formatNumber(clip.hi), code: highest });

/**
 * How far a tab stands beside its stem, so that two tabs of a narrow range stand side by side; as CSS, because to ask for the size of
 * text would lay out whatever has changed. Upright tabs lie on their stems.
 */
const aside = (along: Along, clip: Range, end: End): string => {
  if (along.isUpright) return '0px';
  const gap = pixelAt(along, clip.hi) - pixelAt(along, clip.lo);
  return `max(${TAB} - ${gap}px, 0px) * ${end === 'lo' ? -0.5 : 0.5}`;
};

/** The stem from the tab through the plot; `shift` leads back from the tab to the place of the end. */
const Stem = ({ along, stem, tabs, shift }: Pick<Props, 'along' | 'stem' | 'tabs'> & { shift: string }) =>
  along.isUpright ? (
    <span class="stem" style={{ width: `${stem.width}px`, transform: `translate(${stem.left - tabs}px, -50%)` }} />
  ) : (
    <span class="stem" style={{ height: `${stem.top + stem.height - tabs}px`, transform: `translateX(calc(-50% - ${shift}))` }} />
  );

const Handle = ({ end, ...props }: Props & { end: End }) => {
  const keyed = useRef<Range | undefined>(undefined);
  const { chart, along, mirrored } = props;
  const alongNow = useRef(along);
  alongNow.current = along;
  // Not every browser tells a handle that is taken away that it lost the focus.
  useEffect(
    () => () => {
      const focused = focusedEnd.peek();
      if (focused?.chart === chart && focused.end === end) focusedEnd.value = undefined;
    },
    [chart, end],
  );
  const frame = atHand.value?.frame;
  if (!frame) return null;
  const holding = heldEnd.value;
  const mine = holding?.end === end && holding.chart === chart;
  const clip = holding?.clip ?? keyed.current ?? props.clip;
  const place = pixelAt(along, clip[end]);
  const pixel = kept(along, place);
  const shift = aside(along, clip, end);
  const { x, y } = pointOf(along, pixel, props.tabs);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && keyed.current) {
      keyed.current = undefined;
      abandon();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      reset();
    } else {
      const from = keyed.current ?? props.clip;
      const to = keyedEnd(event.key, event.shiftKey, from, end, frame.number_line.data, along);
      if (to === undefined) return;
      keyed.current = moveEnd(from, end, to, mirrored, along);
      setClip(keyed.current);
    }
    event.preventDefault();
  };
  const release = (): void => {
    if (!keyed.current) return;
    keyed.current = undefined;
    settle();
  };
  const isFar = pixel > (along.from + along.to) / 2;
  const classes = ['range-handle', end, along.isUpright && 'upright', place !== pixel && 'beyond', holding?.end === end && 'held'];
  return (
    <div
      class={classes.filter(Boolean).join(' ')}
      role="slider"
      tabIndex={0}
      aria-label={t(end === 'lo' ? 'charts.lowerEnd' : 'charts.upperEnd', { chart: t(`charts.title.${chart}`) })}
      aria-orientation={along.isUpright ? 'vertical' : 'horizontal'}
      aria-valuetext={describe(end, clip, frame.readout)}
      aria-valuenow={rounded(clip[end])}
      aria-valuemin={rounded(Math.min(along.lo, clip[end]))}
      aria-valuemax={rounded(Math.max(along.hi, clip[end]))}
      title={t('charts.endDrag')}
      style={{ transform: `translate(calc(${x}px + ${shift}), ${y}px)` }}
      onPointerDown={(event) =>
        follow(
          event,
          rangeDrag(frame, props, () => alongNow.current, end, pixelOf(along, pointIn(event.currentTarget, event)) - pixel),
        )
      }
      onDblClick={reset}
      onKeyDown={press}
      onKeyUp={release}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) focusedEnd.value = { chart, end };
      }}
      onBlur={() => {
        focusedEnd.value = undefined;
        release();
      }}
    >
      <Stem along={along} stem={props.stem} tabs={props.tabs} shift={shift} />
      <span class="range-tab" />
      {mine && (
        <span class={`held-value ${!along.isUpright && isFar ? 'before' : 'after'}`}>
          <span class="held-number">
            {formatNumber(clip[end])}
            {holding.stop && <small>{holding.stop}</small>}
          </span>
        </span>
      )}
    </div>
  );
};

/** Whether the range on show can be moved: not where it is locked or hidden. */
export const canMoveRange = (): boolean => !isLocked('range') && !isHidden('range');

/** Both handles. */
export const RangeHandles = (props: Props) =>
  canMoveRange() ? (
    <>
      <Handle end="lo" {...props} />
      <Handle end="hi" {...props} />
    </>
  ) : null;
