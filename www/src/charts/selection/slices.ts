/**
 * The positions of a slice's values in the tensor, as the core defines them. No DOM.
 */
import type { Frame } from '../../engine/wasm';

/** The flat indices of one slice: `start`, `start + step`, ... `len` of them. */
export type Strided = { start: number; step: number; len: number };

/** The slice `slice` of the tensor on show. */
export const sliceAt = ({ frame: { readout } }: { frame: Frame }, slice: number): Strided => {
  const { rows, cols, len, slice_run: run, slices_in_row: inRow } = readout;
  if (run === 0) return { start: slice, step: cols, len: rows };
  if (inRow > 0) {
    const first = (slice % inRow) * run;
    return { start: Math.floor(slice / inRow) * cols + first, step: 1, len: Math.min(run, cols - first) };
  }
  const start = slice * run;
  return { start, step: 1, len: Math.min(run, len - start) };
};

/** The flat index of the slice's `i`-th value. */
export const flatIndex = (slice: Strided, i: number): number => slice.start + i * slice.step;

/** The position within the slice of the value at flat index `index`. */
export const placeIn = (slice: Strided, index: number): number => (index - slice.start) / slice.step;
