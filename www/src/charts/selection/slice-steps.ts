/**
 * Selects the same position of a neighbouring slice. No DOM.
 */
import type { Shown } from '../../state/store';
import { clamp } from '../geometry/geometry';
import { select } from './selection';
import { flatIndex, placeIn, sliceAt } from './slices';

/** Selects, in slice `to`, the value at the place of the selected one. */
export const goToSlice = (now: Shown, to: number): void => {
  const place = placeIn(sliceAt(now, now.frame.readout.slice), now.frame.trace.index);
  const there = sliceAt(now, to);
  select(flatIndex(there, clamp(place, 0, there.len - 1)));
};
