/**
 * When two states, or parts of them, are equal.
 */
import type { Source, State } from '../engine/wasm';
import { withoutView } from './layer/text';

/** Whether two plain values are equal. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether two sources are the same part of the same data, apart from values changed by hand. */
export const sameData = (a: Source, b: Source): boolean => same({ ...a, edits: [], hash: '' }, { ...b, edits: [], hash: '' });

/** Whether two states have the same data and settings, whatever view of the layer is on show. */
export const hasSameChosen = (a: State, b: State): boolean => {
  const chosen = ({ source, inputs, settings, workspaces: { layer, training } }: State): unknown => [
    source,
    inputs,
    settings,
    withoutView(layer),
    training,
  ];
  return same(chosen(a), chosen(b));
};
