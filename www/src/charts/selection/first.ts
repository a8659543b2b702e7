/**
 * Selecting a value by its number, where the charts do not know its place: the worker looks for it.
 */
import { askAbout, state, type Shown } from '../../state/store';
import type { Strided } from './slices';

/** Calls `then` with the flat index of the first value of a slice that equals `x`, unless anything else was chosen by then. */
export const selectFirst = (now: Shown, x: number, slice: Strided, then: (index: number) => void): void => {
  const asked = state.peek();
  void askAbout(now.state.source, 'placeOf', { x, slice })
    // The loss of a worker is reported elsewhere.
    .catch(() => undefined)
    .then((index) => {
      if (index !== undefined && state.peek() === asked) then(index);
    });
};
