/**
 * When two states, or parts of them, are equal.
 */
import type { Source } from '../engine/wasm';

/** Whether two plain values are equal. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether two sources are the same part of the same data, apart from values changed by hand. */
export const sameData = (a: Source, b: Source): boolean => same({ ...a, edits: [], hash: '' }, { ...b, edits: [], hash: '' });
