/**
 * Values changed by hand: at most one edit for each value.
 */
import type { Edit } from '../../engine/wasm';
import { isLocked } from '../../state/parts';
import { change, shown, state } from '../../state/store';

/** Tensors with more values cannot be edited: they would be copied and sorted again at each step of a drag. */
const LARGEST_EDITABLE = 1_000_000;

/** Whether values of the tensor on show can be dragged. */
export const editable = (): boolean => !isLocked('data') && (shown.value?.frame.readout.len ?? Infinity) <= LARGEST_EDITABLE;

/** `edits` with value `index` set to `value`. */
export const withEdit = (edits: readonly Edit[], index: number, value: number): Edit[] => {
  const edit = { index, value: Math.fround(value) };
  return edits.some((e) => e.index === index) ? edits.map((e) => (e.index === index ? edit : e)) : [...edits, edit];
};

/** Sets a value and selects it; `settle` ends the gesture. */
export const setValue = (index: number, value: number, view: Parameters<typeof change>[0]['view'] = {}): void =>
  change({ source: { edits: withEdit(state.peek().source.edits, index, value) }, view: { ...view, selected: index } }, 'during');
