/**
 * The two ends of the range as sliders over a chart, for mouse, touch and keys. Moving one sets the range by hand.
 */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Frame, Plot, Range } from '../../engine/wasm';
import { t } from '../../i18n';
import { isHidden, isLocked } from '../../state/parts';
import { abandon, change, formatNumber, settle, shown, showsPinned } from '../../state/store';
import { type End, keyedEnd, moveEnd } from '../geometry/clip';
import { type Drag, follow, pointIn } from './drag';
import { FrozenWindow } from './frozen-window';
import { clamp, type Span, toPixelX, valueIn, width } from '../geometry/geometry';
import { nearestStop } from '../geometry/snap';
import { clipStops } from './stops';

/** Distance in CSS pixels within which a handle snaps to a stop. */
const SNAP_DISTANCE = 7;

/** The end that is dragged, at most one; every chart with handles shows it. */
const held = signal<{ chart: string; end: End; clip: Range; stop: string | undefined } | undefined>(undefined);

type Props = {
  plot: Plot;
  clip: Range;
  mirrored: boolean;
  /** Whether the chart's axis is the window of the view: it is then kept and widened during the drag. */
  ownsWindow: boolean;
};

const setClip = (clip: Range, view: Parameters<typeof change>[0]['view'] = {}): void =>
  change({ settings: { range: 'clip', clip_lo: clip.lo, clip_hi: clip.hi }, view }, 'during');

/** Sets the range to that of all values. */
const reset = (): void => change({ settings: { range: 'min-max' } });

const rangeDrag = (frame: Frame, { plot, clip, mirrored, ownsWindow }: Props, end: End, grip: number): Drag => {
  const stops = clipStops(end, frame.number_line, frame.clipping_curve);
  const apply = (window: Span, value: number): void => {
    const stop = nearestStop(value, stops, (width(window) / plot.width) * SNAP_DISTANCE);
    const next = moveEnd(clip, end, stop?.at ?? value, mirrored, window);
    held.value = { chart: plot.name, end, clip: next, stop: stop?.name };
    setClip(next, ownsWindow ? frozen.view : {});
  };
  const frozen = new FrozenWindow(plot, () => apply(frozen.window, frozen.value));
  return {
    move: ({ x }) => {
      if (ownsWindow) apply(frozen.window, frozen.valueAt(x - grip));
      else apply({ lo: plot.x_lo, hi: plot.x_hi }, valueIn({ lo: plot.x_lo, hi: plot.x_hi }, plot, x - grip));
    },
    end: () => {
      held.value = undefined;
      if (ownsWindow) change({ view: frozen.release() });
      else settle();
    },
    cancel: () => {
      held.value = undefined;
      frozen.release();
      abandon();
    },
  };
};

/** The value of an end in words, with what it clips. */
const describe = (end: End, clip: Range, { lowest, highest }: Frame['readout']): string =>
  end === 'lo' ? t('charts.lowerAt', { at: formatNumber(clip.lo), code: lowest }) : t('charts.upperAt', { at: formatNumber(clip.hi), code: highest });

const Handle = ({ end, ...props }: Props & { end: End }) => {
  const keyed = useRef<Range | undefined>(undefined);
  const frame = shown.value?.frame;
  if (!frame) return null;
  const { plot, mirrored } = props;
  const holding = held.value;
  const mine = holding?.end === end && holding.chart === plot.name;
  const clip = holding?.clip ?? keyed.current ?? props.clip;
  const window = { lo: plot.x_lo, hi: plot.x_hi };
  const place = toPixelX(plot, clip[end]);
  const x = clamp(place, plot.left, plot.left + plot.width);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && keyed.current) {
      keyed.current = undefined;
      abandon();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      reset();
    } else {
      const from = keyed.current ?? props.clip;
      const to = keyedEnd(event.key, event.shiftKey, from, end, frame.number_line.data, window);
      if (to === undefined) return;
      keyed.current = moveEnd(from, end, to, mirrored, window);
      setClip(keyed.current);
    }
    event.preventDefault();
  };
  const release = (): void => {
    if (!keyed.current) return;
    keyed.current = undefined;
    settle();
  };

  return (
    <div
      class={`range-handle ${end}${place === x ? '' : ' beyond'}${holding?.end === end ? ' held' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label={end === 'lo' ? t('charts.lowerEnd') : t('charts.upperEnd')}
      aria-valuetext={describe(end, clip, frame.readout)}
      aria-valuenow={clip[end]}
      aria-valuemin={Math.min(plot.x_lo, clip[end])}
      aria-valuemax={Math.max(plot.x_hi, clip[end])}
      title={t('charts.endDrag')}
      style={{ left: `${x}px`, top: `${plot.top}px`, height: `${plot.height}px` }}
      onPointerDown={(event) => follow(event, rangeDrag(frame, props, end, pointIn(event.currentTarget, event).x - x))}
      onDblClick={reset}
      onKeyDown={press}
      onKeyUp={release}
      onBlur={release}
    >
      <span class="grip" />
      {mine && (
        <span class={`held-value ${x > plot.left + plot.width / 2 ? 'before' : 'after'}`}>
          {formatNumber(clip[end])}
          {holding.stop && <small>{holding.stop}</small>}
        </span>
      )}
    </div>
  );
};

/** Both handles over `plot`; none while the pinned settings are on show or the range is locked. */
export const RangeHandles = (props: Props) =>
  showsPinned.value || isLocked('range') || isHidden('range') ? null : (
    <>
      <Handle end="lo" {...props} />
      <Handle end="hi" {...props} />
    </>
  );
