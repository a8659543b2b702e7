/**
 * The area over a chart that takes input: hover, click, drag, pan, pinch, wheel and keys. To keyboards and screen readers it
 * is a slider, whose value is the selection in words. Knows nothing of what the chart shows.
 */
import { useEffect, useRef } from 'preact/hooks';
import { type Drag, pointIn, slack } from '../handles/drag';
import type { Point } from '../geometry/geometry';

export type SurfaceProps = {
  label: string;
  /** The selection in words. */
  valueText: string;
  /** The index of the selection, from 0 to `count` - 1. */
  value: number;
  count: number;
  /** Moves the selection; returns whether the key was used. */
  onKey: (event: KeyboardEvent) => boolean;
  onKeyEnd?: () => void;
  onHover?: (at: Point | undefined) => void;
  onClick?: (at: Point) => void;
  /** The drag of what lies at a point; nothing if that cannot be dragged. */
  grab?: (at: Point, event: PointerEvent) => Drag | undefined;
  /** Moves the window by this many CSS pixels to the right and down. */
  onPan?: (by: Point) => void;
  /** Scales the window by a factor about a position. */
  onZoom?: (factor: number, at: Point) => void;
  /** Called at the end of panning or zooming. */
  onViewEnd?: () => void;
  cursor?: string;
  /** Whether a finger moves the window in every direction, not the page. */
  takesTouch?: boolean;
  /** Whether it takes the pointer only: another surface over the same content takes the keys. */
  forPointer?: boolean;
};

/** The pointers that are down on one surface: one drags or pans, two pinch. */
class Hands {
  private readonly down = new Map<number, Point>();
  private drag: Drag | undefined;
  private start: Point = { x: 0, y: 0 };
  private mode: 'pressed' | 'dragging' | 'panning' | 'pinching' | 'done' = 'done';

  constructor(private readonly props: () => SurfaceProps) {}

  press(event: PointerEvent, at: Point): void {
    this.down.set(event.pointerId, at);
    if (this.down.size === 1) {
      this.start = at;
      this.mode = 'pressed';
      this.drag = this.props().grab?.(at, event);
    } else {
      this.cancel();
      this.mode = this.props().onZoom ? 'pinching' : 'done';
    }
  }

  move(event: PointerEvent, at: Point): void {
    const before = this.down.get(event.pointerId);
    if (!before) return;
    if (this.mode === 'pinching') this.pinch(event.pointerId, before, at);
    this.down.set(event.pointerId, at);
    if (this.mode === 'pressed' && Math.hypot(at.x - this.start.x, at.y - this.start.y) >= slack(event)) {
      this.mode = this.drag ? 'dragging' : 'panning';
      this.props().onHover?.(undefined);
    }
    if (this.mode === 'dragging') this.drag?.move(at);
    else if (this.mode === 'panning') this.props().onPan?.({ x: at.x - before.x, y: at.y - before.y });
  }

  lift(event: PointerEvent, at: Point): void {
    if (!this.down.delete(event.pointerId)) return;
    if (this.mode === 'dragging') this.drag?.end();
    else if (this.mode === 'pressed') this.props().onClick?.(at);
    else if (this.mode === 'panning' || this.mode === 'pinching') this.props().onViewEnd?.();
    this.mode = 'done';
  }

  /** Cancels a drag; returns whether there was one. */
  cancel(): boolean {
    const dragging = this.mode === 'dragging';
    if (dragging) this.drag?.cancel();
    if (this.mode !== 'pinching') this.mode = 'done';
    return dragging;
  }

  lose(event: PointerEvent): void {
    this.down.delete(event.pointerId);
    this.cancel();
    this.props().onViewEnd?.();
    this.mode = 'done';
  }

  private pinch(id: number, before: Point, at: Point): void {
    const other = [...this.down].find(([otherId]) => otherId !== id)?.[1];
    if (!other) return;
    const { onZoom, onPan } = this.props();
    const apart = (p: Point): number => Math.max(Math.hypot(p.x - other.x, p.y - other.y), 1);
    onPan?.({ x: (at.x - before.x) / 2, y: (at.y - before.y) / 2 });
    onZoom?.(apart(before) / apart(at), { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  }
}

export const Surface = (props: SurfaceProps) => {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const hands = useRef<Hands | undefined>(undefined);
  hands.current ??= new Hands(() => latest.current);

  useEffect(() => {
    const target = element.current;
    if (!target || !latest.current.onZoom) return undefined;
    let quiet = 0;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { onPan, onZoom, onViewEnd } = latest.current;
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      // Across the wheel's usual way, whichever way the axis runs.
      const aside = -event.deltaX * lines;
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) onPan?.({ x: aside, y: -aside });
      else onZoom?.(Math.exp(event.deltaY * lines * 0.002), pointIn(target, event));
      clearTimeout(quiet);
      quiet = window.setTimeout(() => onViewEnd?.(), 250);
    };
    target.addEventListener('wheel', wheel, { passive: false });
    return () => target.removeEventListener('wheel', wheel);
  }, []);

  const at = (event: PointerEvent): Point => pointIn(event.currentTarget as Element, event);
  const { label, valueText, value, count, cursor, takesTouch, forPointer, onHover } = props;
  const slider = {
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuetext': valueText,
    'aria-valuenow': value,
    'aria-valuemin': 0,
    'aria-valuemax': Math.max(count - 1, value),
  } as const;
  return (
    <div
      class={takesTouch ? 'chart-surface takes-touch' : 'chart-surface'}
      ref={element}
      {...(forPointer ? { 'aria-hidden': true } : slider)}
      style={{ cursor }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        // A finger has no other way to point.
        if (event.pointerType === 'touch') onHover?.(at(event));
        hands.current?.press(event, at(event));
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0) onHover?.(at(event));
        else hands.current?.move(event, at(event));
      }}
      onPointerUp={(event) => {
        if (event.pointerType === 'touch') onHover?.(undefined);
        hands.current?.lift(event, at(event));
      }}
      onPointerCancel={(event) => {
        onHover?.(undefined);
        hands.current?.lose(event);
      }}
      onPointerLeave={() => onHover?.(undefined)}
      onBlur={() => {
        props.onKeyEnd?.();
        onHover?.(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && hands.current?.cancel()) event.preventDefault();
        else if (!event.ctrlKey && !event.metaKey && !event.altKey && props.onKey(event)) event.preventDefault();
      }}
      onKeyUp={() => props.onKeyEnd?.()}
    />
  );
};
