/**
 * The current lesson and step. Showing a step is a change of the state like any other, so undo and the address work as usual; the
 * link names lesson and step. Must not know answers.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { START, stateOf } from '../engine/core';
import type { Classroom, State } from '../engine/wasm';
import { t } from '../i18n';
import { answersIn, isNumbered, keepStep, seedOf, setVariant, startFresh, stepLeftIn } from '../lessons/lesson-log';
import { changed, linkOf } from '../lessons/links';
import type { Lesson, Step } from '../lessons/schema';
import { history, messages } from './app-state';
import { fetchLessons, keepOther, otherLessons } from './lessons';
import { hasSameChosen } from './same';

const { change, state } = history;

/** The lesson that a link carries. */
const findInline = async (named: string): Promise<Lesson | undefined> => {
  const { lessonIn } = await import('../lessons');
  const found = await lessonIn(named);
  if (found) keepOther(found);
  return found;
};

/** What a link that carries its lesson begins with (lessons/carried/inline.ts, which is fetched for it). */
const CARRIED = '.';

/** The lesson that a link names: carried by it, opened from a file, or one of the page. */
const find = async (named: string): Promise<Lesson | undefined> =>
  named.startsWith(CARRIED)
    ? findInline(named)
    : (otherLessons.peek().find((of) => of.id === named) ?? (await fetchLessons()).find((of) => of.id === named));

/** The lesson, and how the link names it. */
const loaded = signal<{ of: Lesson; named: string } | undefined>(undefined);
/** The change that the answer to the step's question made to its state, as a part of a link. */
const revealed = signal('');

/** The current lesson. */
export const lesson: ReadonlySignal<Lesson | undefined> = computed(() =>
  loaded.value?.named === state.value.classroom.lesson ? loaded.value.of : undefined,
);

/** The index of the current step, from 0. */
export const stepIndex: ReadonlySignal<number> = computed(() => Math.min(state.value.classroom.step, (lesson.value?.steps.length ?? 1) - 1));

export const step: ReadonlySignal<Step | undefined> = computed(() => lesson.value?.steps[stepIndex.value]);

/** The state of a step after `changes`, with the student's own data if the step asks for them. */
export const stateAt = (of: Lesson, at: number, changes = ''): State => {
  const to = stateOf(changed(linkOf(of, at), changes));
  const { predict, task } = of.steps[at] ?? {};
  return (predict ?? task)?.own_data ? { ...to, source: { ...to.source, seed: seedOf(of.id, at) } } : to;
};

/** The current step's state, with what its answer has revealed. */
export const stepState: ReadonlySignal<State | undefined> = computed(() => lesson.value && stateAt(lesson.value, stepIndex.value, revealed.value));

/** Whether data or settings differ from those of the step. */
export const hasLeftStep: ReadonlySignal<boolean> = computed(() => {
  const to = stepState.value;
  return to !== undefined && !hasSameChosen(state.value, to);
});

/** Shows a state; theme, language and layout stay. */
const show = (to: State, classroom: Partial<Classroom>): void => {
  const { theme, language, layout } = state.peek().view;
  const { source, inputs, settings, workspaces, pinned } = to;
  change({ source, inputs, settings, workspaces, view: { ...to.view, theme, language, layout }, pinned, classroom });
};

/** Goes to the step with index `at` of the current lesson. */
export const goTo = (at: number): void => {
  const now = lesson.peek();
  if (!now || at < 0 || at >= now.steps.length) return;
  revealed.value = '';
  keepStep(now.id, at);
  show(stateAt(now, at), { step: at });
};

/** Shows the current step as it was on arrival. */
export const showAgain = (): void => goTo(stepIndex.peek());

/** Shows the step's state after `changes`: what its answer reveals. */
export const reveal = (changes: string): void => {
  const now = lesson.peek();
  const at = stepIndex.peek();
  revealed.value = changes;
  if (now && changes !== '') show(stateAt(now, at, changes), { step: at });
};

/** Begins a lesson, or continues it at the step where it was left. */
export const begin = (of: Lesson): void => {
  loaded.value = { of, named: of.id };
  const at = Math.min(stepLeftIn(of.id), of.steps.length - 1);
  revealed.value = '';
  show(stateAt(of, at), { lesson: of.id, step: at, fresh: false });
};

/** Begins a lesson that is none of the page's. */
export const beginOwn = (of: Lesson): void => {
  keepOther(of);
  begin(of);
};

/** Whether the student is to give a number before anything is asked: a class's link leads here for the first time, or it begins anew. */
export const asksNumber: ReadonlySignal<boolean> = computed(() => {
  const { fresh, key } = state.value.classroom;
  const of = lesson.value;
  if (!of) return false;
  return fresh || (key !== '' && !isNumbered.value && Object.keys(answersIn(of.id)).length === 0);
});

/** Takes the student's number; the lesson begins anew where the link asks for that. */
export const giveNumber = (number: number): void => {
  const of = lesson.peek();
  if (!of) return;
  const { fresh } = state.peek().classroom;
  if (fresh) startFresh(of.id);
  setVariant(number);
  const at = fresh ? 0 : stepIndex.peek();
  revealed.value = '';
  show(stateAt(of, at), { step: at, fresh: false });
};

/** Leaves the lesson; data and settings stay. */
export const leave = (): void => {
  revealed.value = '';
  change({ classroom: { lesson: '', step: 0, fresh: false } });
};

/** Fetches the lesson that a link names, and shows its step unless the link has data or settings of its own. */
const follow = async (named: string): Promise<void> => {
  const found = await find(named).catch(() => undefined);
  const now = state.peek();
  if (now.classroom.lesson !== named) return;
  if (!found) {
    messages.show(() => (named.startsWith(CARRIED) ? t('lessons.damaged') : t('lessons.unknown', { lesson: named })));
    return leave();
  }
  loaded.value = { of: found, named };
  revealed.value = '';
  if (hasSameChosen(now, START)) goTo(Math.min(now.classroom.step, found.steps.length - 1));
};

/** Begins the lesson of the address, now and whenever another is linked to. */
export const followLessonLinks = (): void =>
  void effect(() => {
    const { lesson: named } = state.value.classroom;
    if (named !== '' && named !== loaded.peek()?.named) void follow(named);
  });
