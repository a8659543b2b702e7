/**
 * The drag of one pointer: capture, Escape, end. Knows nothing of what is dragged.
 */
import type { Point } from '../geometry/geometry';

/** The callbacks of a drag: `move` at least once, then either `end` or `cancel`. */
export type Drag = {
  move: (at: Point) => void;
  end: () => void;
  cancel: () => void;
};

type Pointed = { clientX: number; clientY: number };

const pointFrom = (corner: { left: number; top: number }, { clientX, clientY }: Pointed): Point => ({
  x: clientX - corner.left,
  y: clientY - corner.top,
});

/** The position of a pointer relative to the top left corner of the chart that contains `element`. */
export const pointIn = (element: Element, event: Pointed): Point => pointFrom((element.closest('.chart') ?? element).getBoundingClientRect(), event);

/** CSS pixels that a pointer may move and still click. */
export const slack = (event: PointerEvent): number => (event.pointerType === 'touch' ? 8 : 3);

/**
 * Where browsers have it, `pointerrawupdate` comes before the frame, so that the worker can answer within it. Its event is that
 * of `pointermove`, which the DOM's types do not say.
 */
const MOVE = ('onpointerrawupdate' in globalThis ? 'pointerrawupdate' : 'pointermove') as 'pointermove';

/** Follows the pointer of `down` until it is up; Escape cancels. */
export const follow = (down: PointerEvent, drag: Drag): void => {
  const element = down.currentTarget;
  if (!(element instanceof HTMLElement) || down.button !== 0) return;
  const chart = element.closest('.chart') ?? element;
  // Asked once: during a drag nothing is laid out, and to ask for a place would lay out whatever the last frame has left. Only once
  // the window has been resized, turned or scrolled is it asked each time.
  let corner: { left: number; top: number } | undefined = chart.getBoundingClientRect();
  const start = pointFrom(corner, down);
  const stop = new AbortController();
  let moved = false;
  for (const type of ['resize', 'scroll']) {
    addEventListener(
      type,
      () => {
        corner = undefined;
      },
      { signal: stop.signal, capture: true },
    );
  }

  // On the window, so that the end is seen even if the element is removed.
  const on = (type: typeof MOVE | 'pointerup' | 'pointercancel', handler: (event: PointerEvent) => void): void =>
    addEventListener(type, (event) => event.pointerId === down.pointerId && handler(event), { signal: stop.signal });
  const finish = (how: 'end' | 'cancel'): void => {
    stop.abort();
    if (moved) drag[how]();
  };

  element.setPointerCapture(down.pointerId);
  on(MOVE, (event) => {
    const at = pointFrom(corner ?? chart.getBoundingClientRect(), event);
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
