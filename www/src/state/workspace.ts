/**
 * What the page is about: a tensor, the layer it is the weight of, or a training.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Workspace } from '../engine/wasm';
import { hasInputs } from './analysis/outputs';
import { history } from './app-state';

export const workspace: ReadonlySignal<Workspace> = computed(() => history.state.value.view.workspace);

/** Opens a workspace; a step for the back button. A layer shows nothing without inputs, so a weight that has none gets made ones. */
export const openWorkspace = (to: Workspace): void => {
  const needsInputs = to === 'layer' && !hasInputs(history.state.peek());
  history.change({ view: { workspace: to }, ...(needsInputs && { inputs: { kind: 'made' } }) });
};
