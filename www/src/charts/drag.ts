/**
 * One pointer dragging one thing: capture, Esc, the end. Knows nothing of what is dragged.
 */
import type { Point } from './geometry';

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

/** Follows the pointer of `down` until it is lifted; Esc cancels. `click` hears a press that did not move. */
export const follow = (down: PointerEvent, drag: Drag, click: () => void = () => {}): void => {
  const element = down.currentTarget;
  if (!(element instanceof HTMLElement) || down.button !== 0) return;
  const start = pointIn(element, down);
  const stop = new AbortController();
  const { signal } = stop;
  let moved = false;

  const mine = (handler: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === down.pointerId) handler(event);
  };
  const finish = (how: 'end' | 'cancel'): void => {
    stop.abort();
    if (moved) drag[how]();
    else if (how === 'end') click();
  };

  element.setPointerCapture(down.pointerId);
  element.addEventListener(
    'pointermove',
    mine((event) => {
      const at = pointIn(element, event);
      moved ||= Math.hypot(at.x - start.x, at.y - start.y) >= slack(event);
      if (moved) drag.move(at);
    }),
    { signal },
  );
  element.addEventListener('pointerup', mine(() => finish('end')), { signal });
  element.addEventListener('pointercancel', mine(() => finish('cancel')), { signal });
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      finish('cancel');
    },
    { signal, capture: true },
  );
};
