/**
 * The way from one drawing to the next after a press: marks glide to their new places, drawn anew in each frame, or the new drawing
 * is faded in under a copy of the old one. None where the system asks for less motion.
 */
import type { Signal } from '@preact/signals';
import type { Plot } from '../../engine/wasm';
import { beforePaint } from '../../state/study/frame';

const MILLISECONDS = 200;
/** The first frame of a glide is a frame on its way: it must not draw what is on show. */
const HEAD_START = 16;

/** As `cubic-bezier(0.33, 1, 0.68, 1)` in handles.css. */
const eased = (t: number): number => 1 - (1 - t) ** 3;

/** Whether a press may be shown by motion. */
export const mayMove = (): boolean => !matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Draws `between` in each frame and at the end `exact`, where no other drawing of the canvas takes its place. Returns what the first
 * drawing returned.
 */
export const glide = (canvas: HTMLCanvasElement, between: (t: number) => Plot[], exact: () => void, isGliding: Signal<boolean>): Plot[] => {
  const start = performance.now() - HEAD_START;
  const step = (): void => {
    // With the canvas, what is drawn between may be gone.
    if (!canvas.isConnected) return;
    const t = (performance.now() - start) / MILLISECONDS;
    if (t < 1) {
      between(eased(t));
      beforePaint('drawing', canvas, step);
    } else {
      exact();
      isGliding.value = false;
    }
  };
  isGliding.value = true;
  const plots = between(eased(HEAD_START / MILLISECONDS));
  beforePaint('drawing', canvas, step);
  return plots;
};

/** Lays a copy of what the canvas shows over it, which fades while the new drawing is seen below. */
export const fadeFrom = (canvas: HTMLCanvasElement): void => {
  const copy = document.createElement('canvas');
  Object.assign(copy, { width: canvas.width, height: canvas.height, className: 'chart-canvas' });
  Object.assign(copy.style, { width: canvas.style.width, height: canvas.style.height });
  copy.setAttribute('aria-hidden', 'true');
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  canvas.after(copy);
  const fading = copy.animate([{ opacity: 1 }, { opacity: 0 }], { duration: MILLISECONDS, easing: 'ease-out' });
  const end = (): void => copy.remove();
  fading.finished.then(end, end);
};
