/**
 * The handle on the selected value: dragging it, or its arrow keys, changes the value in the data.
 */
import { useRef } from 'preact/hooks';
import { rounded } from '../../engine/numbers';
import { t } from '../../i18n';
import { abandon, atHand, change, formatNumber, settle } from '../../state/store';
import type { Mark, Plot } from '../../engine/wasm';
import { type Drag, follow } from './drag';
import { setValue } from '../selection/edits';
import { FrozenWindow } from './frozen-window';
import { type Along, pixelOf } from '../geometry/along';
import { clamp, contains, type Point, toValueY } from '../geometry/geometry';
import { heldValue } from './held';

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

const finish = (how: () => void): void => {
  heldValue.value = undefined;
  how();
};

/** The drag of value `index` along the number line, which stands where `along` says now. */
export const dragOnLine = (along: () => Along, index: number): Drag => {
  const apply = (): void => {
    heldValue.value = { chart: 'number-line', index, value: frozen.value };
    setValue(index, frozen.value, frozen.view);
  };
  const frozen = new FrozenWindow(along, apply);
  return {
    move: (at) => {
      frozen.valueAt(pixelOf(along(), at));
      apply();
    },
    end: () => finish(() => change({ view: frozen.release() })),
    cancel: () => {
      frozen.release();
      finish(abandon);
    },
  };
};

/** The drag of value `index`, now `from`, up and down, by the values that the plot had when the drag began where `plot` stands now. */
export const dragInSeries = (plot: () => Plot, index: number, from: number, start: Point): Drag => {
  const { y_lo, y_hi } = plot();
  const valueHere = (y: number): number => toValueY({ ...plot(), y_lo, y_hi }, y);
  const grip = from - valueHere(start.y);
  return {
    move: ({ y }) => {
      const value = valueHere(y) + grip;
      heldValue.value = { chart: 'series', index, value };
      setValue(index, value);
    },
    end: () => finish(settle),
    cancel: () => finish(abandon),
  };
};

type Props = {
  chart: 'number-line' | 'series';
  /** The axis on which the value moves. */
  axis: { lo: number; hi: number; isUpright: boolean };
  plot: Plot;
  mark: Pick<Mark, 'index' | 'x'>;
  /** The position of its mark. */
  at: Point;
  drag: () => Drag;
};

/** The handle; none while the value is outside the window. */
export const ValueGrip = ({ chart, axis, plot, mark, at, drag }: Props) => {
  const keyed = useRef<number | undefined>(undefined);
  const frame = atHand.value?.frame;
  const held = heldValue.value?.index === mark.index ? heldValue.value : undefined;
  // A handle that is dragged stays rendered even outside the window: removing it would end a touch.
  if (!frame || (!held && !contains(plot, at, 1))) return null;
  const value = held?.value ?? keyed.current ?? mark.x;
  const mine = held?.chart === chart;
  const step = (axis.hi - axis.lo) / 100;

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && keyed.current !== undefined) {
      keyed.current = undefined;
      abandon();
    } else {
      const sign = STEPS[event.key];
      if (sign === undefined) return;
      keyed.current = (keyed.current ?? mark.x) + sign * step * (event.shiftKey ? 10 : 1);
      setValue(mark.index, keyed.current);
    }
    event.preventDefault();
  };
  const release = (): void => {
    if (keyed.current === undefined) return;
    keyed.current = undefined;
    settle();
  };
  const x = clamp(at.x, plot.left, plot.left + plot.width);
  const y = clamp(at.y, plot.top, plot.top + plot.height);
  return (
    <div
      class={`value-grip ${axis.isUpright ? 'upright' : 'along'}${held ? ' held' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label={t('charts.grip', { name: frame.trace.name, chart: t(`charts.title.${chart}`) })}
      aria-orientation={axis.isUpright ? 'vertical' : 'horizontal'}
      aria-valuetext={t('charts.gripAt', { x: formatNumber(value), y: formatNumber(frame.trace.y) })}
      aria-valuenow={rounded(value)}
      aria-valuemin={rounded(Math.min(value, axis.lo))}
      aria-valuemax={rounded(Math.max(value, axis.hi))}
      title={t('charts.gripDrag')}
      style={{ transform: `translate(${x}px, ${y}px)` }}
      onPointerDown={(event) => follow(event, drag())}
      onKeyDown={press}
      onKeyUp={release}
      onBlur={release}
    >
      {mine && (
        <span class={`held-value ${at.x > plot.left + plot.width / 2 ? 'before' : 'after'}`}>
          <span class="held-number">{formatNumber(value)}</span>
        </span>
      )}
    </div>
  );
};
