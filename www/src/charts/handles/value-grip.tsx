/**
 * The handle on the selected value: dragging it, or its arrow keys, changes the value in the data.
 */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { abandon, change, formatNumber, settle, shown } from '../../state/store';
import type { Mark, Plot } from '../../engine/wasm';
import { type Drag, follow } from './drag';
import { setValue } from '../selection/edits';
import { FrozenWindow } from './frozen-window';
import { clamp, contains, type Point } from '../geometry/geometry';

/** The value that is dragged, at most one. */
const heldValue = signal<{ chart: string; index: number; value: number } | undefined>(undefined);

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

const finish = (how: () => void): void => {
  heldValue.value = undefined;
  how();
};

/** The drag of value `index` along the number line. */
export const dragAlong = (plot: Plot, index: number): Drag => {
  const apply = (): void => {
    heldValue.value = { chart: plot.name, index, value: frozen.value };
    setValue(index, frozen.value, frozen.view);
  };
  const frozen = new FrozenWindow(plot, apply);
  return {
    move: ({ x }) => {
      frozen.valueAt(x);
      apply();
    },
    end: () => finish(() => change({ view: frozen.release() })),
    cancel: () => {
      frozen.release();
      finish(abandon);
    },
  };
};

/** The drag of value `index`, now `from`, up and down, by the scale that the plot had when the drag began. */
export const dragUpright = (plot: Plot, index: number, from: number, start: Point): Drag => {
  const perPixel = (plot.y_hi - plot.y_lo) / plot.height;
  return {
    move: ({ y }) => {
      const value = from + (start.y - y) * perPixel;
      heldValue.value = { chart: plot.name, index, value };
      setValue(index, value);
    },
    end: () => finish(settle),
    cancel: () => finish(abandon),
  };
};

type Props = {
  plot: Plot;
  mark: Pick<Mark, 'index' | 'x'>;
  /** The position of its mark. */
  at: Point;
  direction: 'along' | 'upright';
};

/** The handle; none while the value is outside the window. */
export const ValueGrip = ({ plot, mark, at, direction }: Props) => {
  const keyed = useRef<number | undefined>(undefined);
  const frame = shown.value?.frame;
  const held = heldValue.value?.index === mark.index ? heldValue.value : undefined;
  // A handle that is dragged stays rendered even outside the window: removing it would end a touch.
  if (!frame || (!held && !contains(plot, at, 1))) return null;
  const value = held?.value ?? keyed.current ?? mark.x;
  const mine = held?.chart === plot.name;
  const along = direction === 'along';
  const step = (along ? plot.x_hi - plot.x_lo : plot.y_hi - plot.y_lo) / 100;

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

  return (
    <div
      class={`value-grip ${direction}${held ? ' held' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label={t('charts.grip', { name: frame.trace.name })}
      aria-orientation={along ? 'horizontal' : 'vertical'}
      aria-valuetext={t('charts.gripAt', { x: formatNumber(value), y: formatNumber(frame.trace.y) })}
      aria-valuenow={value}
      aria-valuemin={Math.min(value, along ? plot.x_lo : plot.y_lo)}
      aria-valuemax={Math.max(value, along ? plot.x_hi : plot.y_hi)}
      title={t('charts.gripDrag')}
      style={{
        left: `${clamp(at.x, plot.left, plot.left + plot.width)}px`,
        top: `${clamp(at.y, plot.top, plot.top + plot.height)}px`,
      }}
      onPointerDown={(event) => follow(event, along ? dragAlong(plot, mark.index) : dragUpright(plot, mark.index, mark.x, at))}
      onKeyDown={press}
      onKeyUp={release}
      onBlur={release}
    >
      {mine && <span class={`held-value ${at.x > plot.left + plot.width / 2 ? 'before' : 'after'}`}>{formatNumber(value)}</span>}
    </div>
  );
};
