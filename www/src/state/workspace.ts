/**
 * What the page is about: a tensor, the layer it is the weight of, or a training. Knows none of them.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { Workspace } from '../engine/wasm';
import { history } from './app-state';

export const workspace: ReadonlySignal<Workspace> = computed(() => history.state.value.view.workspace);

/** Opens a workspace; a step for the back button. */
export const openWorkspace = (to: Workspace): void => history.change({ view: { workspace: to } });
