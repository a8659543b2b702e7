/**
 * Selecting a value by its number, where the charts do not know its place: the worker looks for it.
 */
import { askAbout, shown, type Shown } from '../../state/store';
import type { Strided } from './slices';

/** The newest one asked for: the answer to an earlier one selects nothing. */
let newest = 0;

/** Calls `then` with the flat index of the first value of a slice that equals `x`, unless other data are on show by then. */
export const selectFirst = (now: Shown, x: number, slice: Strided, then: (index: number) => void): void => {
  const own = (newest += 1);
  void askAbout(now.state.source, 'placeOf', { x, slice })
    // The loss of a worker is reported elsewhere.
    .catch(() => undefined)
    .then((index) => {
      if (index !== undefined && own === newest && shown.peek()?.state.source === now.state.source) then(index);
    });
};
