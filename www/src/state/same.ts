/**
 * When two states, or parts of them, are equal.
 */
import type { Source, State } from '../engine/wasm';

/** Whether two plain values are equal. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether two sources are the same part of the same data, apart from values changed by hand. */
export const sameData = (a: Source, b: Source): boolean => same({ ...a, edits: [], hash: '' }, { ...b, edits: [], hash: '' });

/** Whether two states have the same data and settings. */
export const hasSameChosen = (a: State, b: State): boolean => {
  const chosen = ({ source, inputs, settings, workspaces }: State): unknown => [source, inputs, settings, workspaces];
  return same(chosen(a), chosen(b));
};
