/**
 * The lesson at hand and the step one is at. Showing a step's state is a change like any other; the link holds lesson and step.
 * Must not know answers.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Classroom, State } from '../engine/wasm';
import { t } from '../i18n';
import type { Lesson, Step } from '../lessons/schema';
import { changed, linkOf } from '../lessons/links';
import { history, messages } from './app-state';
import { same } from './same';
import { keepPlace, placeIn, seedOf } from '../lessons/lesson-log';
import { fetchLessons } from './lessons';
import { START, stateOf } from '../engine/core';

const { change, state } = history;

/** Lessons opened from files, by their names. */
const own = new Map<string, Lesson>();

/** A lesson by its name: one opened from a file, or one of ours. */
const find = async (id: string): Promise<Lesson | undefined> =>
  own.get(id) ?? (await fetchLessons()).find((of) => of.id === id);

const loaded = signal<Lesson | undefined>(undefined);
/** What the answer to the step's question has changed of its state, as a part of a link. */
const revealed = signal('');

/** The lesson at hand. */
export const lesson: ReadonlySignal<Lesson | undefined> = computed(() =>
  loaded.value?.id === state.value.classroom.lesson ? loaded.value : undefined,
);

/** The place of the step one is at, from 0. */
export const place: ReadonlySignal<number> = computed(() =>
  Math.min(state.value.classroom.step, (lesson.value?.steps.length ?? 1) - 1),
);

export const step: ReadonlySignal<Step | undefined> = computed(() => lesson.value?.steps[place.value]);

/** The state of a step after `changes`, with the student's own data where the step asks for them. */
export const stateAt = (of: Lesson, at: number, changes = ''): State => {
  const to = stateOf(changed(linkOf(of, at), changes));
  return of.steps[at]?.task?.own_data ? { ...to, source: { ...to.source, seed: seedOf(of.id, at) } } : to;
};

/** The step's state, as its answer has left it. */
export const stepState: ReadonlySignal<State | undefined> = computed(
  () => lesson.value && stateAt(lesson.value, place.value, revealed.value),
);

/** Whether the data or settings are no longer those of the step. */
export const hasLeftStep: ReadonlySignal<boolean> = computed(() => {
  const { source, settings } = state.value;
  const to = stepState.value;
  return to !== undefined && !same([source, settings], [to.source, to.settings]);
});

/** Shows a state, in the look and language of now. */
const show = (to: State, classroom: Partial<Classroom>): void => {
  const { theme, language } = state.peek().view;
  change({ source: to.source, settings: to.settings, view: { ...to.view, theme, language }, pinned: to.pinned ?? undefined, classroom });
};

/** Goes to a step, from 0, of the lesson at hand. */
export const goTo = (at: number): void => {
  const now = lesson.peek();
  if (!now || at < 0 || at >= now.steps.length) return;
  revealed.value = '';
  keepPlace(now.id, at);
  show(stateAt(now, at), { step: at });
};

/** Shows the step as it is when one comes to it. */
export const showAgain = (): void => goTo(place.peek());

/** Changes the step's state by `changes`: what its answer reveals. */
export const reveal = (changes: string): void => {
  const now = lesson.peek();
  const at = place.peek();
  revealed.value = changes;
  if (now && changes !== '') show(stateAt(now, at, changes), { step: at });
};

/** Begins a lesson, or goes on with it where it was left. */
export const begin = (of: Lesson): void => {
  loaded.value = of;
  const at = Math.min(placeIn(of.id), of.steps.length - 1);
  revealed.value = '';
  show(stateAt(of, at), { lesson: of.id, step: at });
};

/** Begins a lesson from a file. */
export const beginOwn = (of: Lesson): void => {
  own.set(of.id, of);
  begin(of);
};

/** Leaves the lesson; what is shown stays. */
export const leave = (): void => {
  revealed.value = '';
  change({ classroom: { lesson: '', step: 0 } });
};

/** A link to a lesson: it is fetched, and its step shown, unless the link says what is shown itself. */
const follow = async (id: string): Promise<void> => {
  const found = await find(id).catch(() => undefined);
  const { source, settings, classroom } = state.peek();
  if (classroom.lesson !== id) return;
  if (!found) {
    messages.show(() => t('lessons.unknown', { lesson: id }));
    return leave();
  }
  loaded.value = found;
  revealed.value = '';
  if (same([source, settings], [START.source, START.settings])) goTo(Math.min(classroom.step, found.steps.length - 1));
};

effect(() => {
  const { lesson: id } = state.value.classroom;
  if (id !== '' && id !== loaded.peek()?.id) void follow(id);
});
