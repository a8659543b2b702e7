/**
 * Where a value of a slice lies in the tensor: the page's mirror of the core's slices. No DOM.
 */
import type { Frame, State } from '../engine/wasm';

/** The flat indices of one slice: `start`, `start + step`, ... `len` of them. */
export type Strided = { start: number; step: number; len: number };

/** The slice `slice` of the tensor on show. */
export const sliceAt = ({ frame, state }: { frame: Frame; state: State }, slice: number): Strided => {
  const { slices, slice_len: len } = frame.readout;
  const byColumn = slices > 1 && state.settings.granularity === 'column';
  return byColumn ? { start: slice, step: frame.map.tensor_cols, len } : { start: slice * len, step: 1, len };
};

/** The flat index of the slice's `i`-th value. */
export const flatIndex = (slice: Strided, i: number): number => slice.start + i * slice.step;

/** The place within the slice of a value of it. */
export const placeIn = (slice: Strided, index: number): number => (index - slice.start) / slice.step;
