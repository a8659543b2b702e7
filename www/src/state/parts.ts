/**
 * Which parts of the page are hidden or locked: by the teacher's link, by the lesson's step, and because its question asks for what they show.
 */
import { computed } from '@preact/signals';
import type { Part } from '../engine/wasm';
import { history } from './app-state';
import { stepState } from './lesson';
import { withheld } from './withheld';

/** Stays the same object during a gesture, so that nothing that depends on it is rendered again. */
const classroom = computed(() => history.state.value.classroom);

const union = (which: 'hide' | 'lock') => computed(() => new Set<Part>([...classroom.value[which], ...(stepState.value?.classroom[which] ?? [])]));

const hidden = union('hide');
const locked = union('lock');

/** Whether a part is not shown at all. */
export const isHidden = (part: Part): boolean => hidden.value.has(part) || withheld.value.parts.has(part);

/** Whether a part is shown and cannot be changed. */
export const isLocked = (part: Part): boolean => locked.value.has(part);
