/**
 * Which parts of the page are out of sight or held: by the teacher's link, and by the lesson's step.
 */
import { computed } from '@preact/signals';
import type { Part } from '../engine/wasm';
import { history } from './app-state';
import { stepState } from './lesson';

/** The same object until it is changed itself: who asks for a part has nothing to render while a hand moves. */
const classroom = computed(() => history.state.value.classroom);

const union = (which: 'hide' | 'lock') =>
  computed(() => new Set<Part>([...classroom.value[which], ...(stepState.value?.classroom[which] ?? [])]));

const hidden = union('hide');
const locked = union('lock');

/** Whether a part is out of sight. */
export const isHidden = (part: Part): boolean => hidden.value.has(part);

/** Whether a part is seen and cannot be changed. */
export const isLocked = (part: Part): boolean => locked.value.has(part);
