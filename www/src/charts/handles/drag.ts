/**
 * One pointer dragging one thing: capture, Esc, the end. Knows nothing of what is dragged.
 */
import type { Point } from '../geometry/geometry';

/** What a drag does. `move` comes first and at least once, then either `end` or `cancel`. */
export type Drag = {
  move: (at: Point) => void;
  end: () => void;
  cancel: () => void;
};

/** Where a pointer is, from the top left corner of the chart that holds `element`. */
export const pointIn = (element: Element, event: { clientX: number; clientY: number }): Point => {
  const area = (element.closest('.chart') ?? element).getBoundingClientRect();
  return { x: event.clientX - area.left, y: event.clientY - area.top };
};

/** How far a pointer may stray and still click. */
export const slack = (event: PointerEvent): number => (event.pointerType === 'touch' ? 8 : 3);

/**
 * Moves as they come, where the browser tells of them before the next frame: the worker can have answered by then. Told
 * like any move, whatever the DOM's types say.
 */
const MOVE = ('onpointerrawupdate' in globalThis ? 'pointerrawupdate' : 'pointermove') as 'pointermove';

/** Follows the pointer of `down` until it is lifted; Esc cancels. */
export const follow = (down: PointerEvent, drag: Drag): void => {
  const element = down.currentTarget;
  if (!(element instanceof HTMLElement) || down.button !== 0) return;
  const chart = element.closest('.chart') ?? element;
  const start = pointIn(chart, down);
  const stop = new AbortController();
  let moved = false;

  // Heard on the window, so that the end is not missed should the element go.
  const on = (type: typeof MOVE | 'pointerup' | 'pointercancel', handler: (event: PointerEvent) => void): void =>
    addEventListener(type, (event) => event.pointerId === down.pointerId && handler(event), { signal: stop.signal });
  const finish = (how: 'end' | 'cancel'): void => {
    stop.abort();
    if (moved) drag[how]();
  };

  element.setPointerCapture(down.pointerId);
  on(MOVE, (event) => {
    const at = pointIn(chart, event);
    moved ||= Math.hypot(at.x - start.x, at.y - start.y) >= slack(event);
    if (moved) drag.move(at);
  });
  on('pointerup', () => finish('end'));
  on('pointercancel', () => finish('cancel'));
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      finish('cancel');
    },
    { signal: stop.signal, capture: true },
  );
};
