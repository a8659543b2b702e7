/**
 * The positions of a slice's values in the tensor, as the core defines them. No DOM.
 */
import type { Frame } from '../../engine/wasm';

/** The flat indices of one slice: `start`, `start + step`, ... `len` of them. */
export type Strided = { start: number; step: number; len: number };

/** The slice `slice` of the tensor on show. */
export const sliceAt = ({ frame: { map, readout } }: { frame: Frame }, slice: number): Strided => {
  if (map.run === 0) return { start: slice, step: map.tensor_cols, len: map.tensor_rows };
  const start = slice * map.run;
  return { start, step: 1, len: Math.min(map.run, readout.len - start) };
};

/** The flat index of the slice's `i`-th value. */
export const flatIndex = (slice: Strided, i: number): number => slice.start + i * slice.step;

/** The position within the slice of the value at flat index `index`. */
export const placeIn = (slice: Strided, index: number): number => (index - slice.start) / slice.step;
