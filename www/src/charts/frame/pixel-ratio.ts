/**
 * How many device pixels make a CSS pixel, as the window moves between screens or is zoomed.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { clamp } from '../geometry/geometry';

const read = (): number => clamp(devicePixelRatio, 1, 4);

/** The pixel ratio, from 1 to 4, followed while the signal is in use. */
export const createPixelRatio = (): ReadonlySignal<number> => {
  let query: MediaQueryList | undefined;
  /** A media query matches one ratio only, so each change needs the next one. */
  const follow = (): void => {
    query?.removeEventListener('change', follow);
    ratio.value = read();
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', follow);
  };
  const ratio = signal(read(), {
    watched: () => {
      // Zooming resizes the window; not every browser tells the query then.
      addEventListener('resize', follow);
      follow();
    },
    unwatched: () => {
      removeEventListener('resize', follow);
      query?.removeEventListener('change', follow);
    },
  });
  return ratio;
};
