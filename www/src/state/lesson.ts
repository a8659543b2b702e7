/**
 * The lesson at hand and the step one is at. The step's state is put up as any change is; the link holds lesson and step.
 * Knows no question.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Classroom, Measured, State } from '../engine/wasm';
import { t } from '../i18n';
import type { Known } from '../lessons/facts';
import type { Lesson, Step } from '../lessons/schema';
import { measure } from './asking';
import { change, same, say, state } from './history';
import { answersIn, keepAnswer, keepPlace, placeIn, seedOf, type Answer } from '../lessons/lesson-log';
import { fetchLessons } from './lessons';
import { shown } from './picture';
import { linkTo, START, stateOf } from '../engine/core';

/** Lessons opened from files, by their names. */
const own = new Map<string, Lesson>();

/** A lesson by its name: one opened from a file, or one of ours. */
const find = async (id: string): Promise<Lesson | undefined> =>
  own.get(id) ?? (await fetchLessons()).find((of) => of.id === id);

const loaded = signal<Lesson | undefined>(undefined);
/** What the step's answer has changed of its state. */
const turned = signal('');

/** The lesson at hand. */
export const lesson: ReadonlySignal<Lesson | undefined> = computed(() =>
  loaded.value?.id === state.value.classroom.lesson ? loaded.value : undefined,
);

/** The place of the step one is at, from 0. */
export const place: ReadonlySignal<number> = computed(() =>
  Math.min(state.value.classroom.step, (lesson.value?.steps.length ?? 1) - 1),
);

export const step: ReadonlySignal<Step | undefined> = computed(() => lesson.value?.steps[place.value]);

/** The link of a step's state: its own, or of the one before that has one. */
const linkAt = ({ steps }: Lesson, at: number): string => steps.slice(0, at + 1).findLast(({ state: link }) => link !== undefined)?.state ?? '';

/** The state of a step after `changes`, the student's own data where the step asks for it. */
const stateAt = (of: Lesson, at: number, changes = ''): State => {
  const to = stateOf(`${linkAt(of, at)}&${changes}`);
  return of.steps[at]?.task?.own_data ? { ...to, source: { ...to.source, seed: seedOf(of.id, at) } } : to;
};

/** What the step hides and holds, as its answer has left it. */
export const stepState: ReadonlySignal<State | undefined> = computed(
  () => lesson.value && stateAt(lesson.value, place.value, turned.value),
);

/** Whether the data or settings are no longer those of the step. */
export const wanders: ReadonlySignal<boolean> = computed(() => {
  const { source, settings } = state.value;
  const to = stepState.value;
  return to !== undefined && !same([source, settings], [to.source, to.settings]);
});

/** Puts a state up, in the look and language of now. */
const put = (to: State, classroom: Partial<Classroom>): void => {
  const { theme, language } = state.peek().view;
  change({ source: to.source, settings: to.settings, view: { ...to.view, theme, language }, pinned: to.pinned ?? undefined, classroom });
};

/** Goes to a step, from 0, of the lesson at hand. */
export const goTo = (at: number): void => {
  const now = lesson.peek();
  if (!now || at < 0 || at >= now.steps.length) return;
  turned.value = '';
  keepPlace(now.id, at);
  put(stateAt(now, at), { step: at });
};

/** Shows the step as it is when one comes to it. */
export const showAgain = (): void => goTo(place.peek());

/** Makes the step's state what it becomes by `changes`; resolves with its picture. */
export const turn = async (changes: string): Promise<Known | undefined> => {
  const now = lesson.peek();
  const at = place.peek();
  if (!now) return undefined;
  turned.value = changes;
  if (changes !== '') put(stateAt(now, at, changes), { step: at });
  return settled();
};

/** Begins a lesson, or goes on with it where it was left. */
export const begin = (of: Lesson): void => {
  loaded.value = of;
  const at = Math.min(placeIn(of.id), of.steps.length - 1);
  turned.value = '';
  put(stateAt(of, at), { lesson: of.id, step: at });
};

/** Begins a lesson from a file. */
export const beginOwn = (of: Lesson): void => {
  own.set(of.id, of);
  begin(of);
};

/** Leaves the lesson; what is shown stays. */
export const leave = (): void => {
  turned.value = '';
  change({ classroom: { lesson: '', step: 0 } });
};

/** A link to a lesson: it is fetched, and its step shown, unless the link says what is shown itself. */
const follow = async (id: string): Promise<void> => {
  const found = await find(id).catch(() => undefined);
  const { source, settings, classroom } = state.peek();
  if (classroom.lesson !== id) return;
  if (!found) {
    say(() => t('lessons.unknown', { lesson: id }));
    return leave();
  }
  loaded.value = found;
  turned.value = '';
  if (same([source, settings], [START.source, START.settings])) goTo(Math.min(classroom.step, found.steps.length - 1));
};

effect(() => {
  const { lesson: id } = state.value.classroom;
  if (id !== '' && id !== loaded.peek()?.id) void follow(id);
});

const measured = signal<{ key: string; others: Record<string, Measured> } | undefined>(undefined);

/** What the step's other settings are to be measured on; nothing where it has none. */
const wanted = computed(() => {
  const now = shown.value;
  const of = lesson.value;
  const names = Object.entries(step.value?.with ?? {});
  if (!now || !of || names.length === 0) return undefined;
  const all = names.map(([name, changes]) => [name, stateAt(of, place.value, changes).settings] as const);
  return { source: now.state.source, all, key: JSON.stringify([now.state.source, all]) };
});

effect(() => {
  const want = wanted.value;
  if (!want || want.key === measured.peek()?.key) return;
  void (async () => {
    const others: Record<string, Measured> = {};
    for (const [name, settings] of want.all) {
      const found = await measure(want.source, settings).catch(() => undefined);
      if (wanted.peek()?.key !== want.key) return;
      if (found) others[name] = found;
    }
    measured.value = { key: want.key, others };
  })();
});

/** What a lesson speaks of depends on. */
const numbersOf = ({ source, settings, view }: State): unknown => [source, settings, view.selected];

/** The step whose picture has been there: until then the one on show is of something else. */
const arrived = signal<Step | undefined>(undefined);

effect(() => {
  // Once it is there, and without a lesson, nothing is compared.
  if (arrived.peek() === step.value) return;
  const now = shown.value;
  if (now && same(numbersOf(now.state), numbersOf(state.value))) arrived.value = step.value;
});

/** All the step can speak of; nothing before its picture has been there. From then on the numbers follow the hand. */
export const known: ReadonlySignal<Known | undefined> = computed(() => {
  const now = shown.value;
  if (!now || arrived.value !== step.value) return undefined;
  return { now, others: measured.value && measured.value.key === wanted.value?.key ? measured.value.others : {} };
});

/** Resolves once the picture is of what is chosen, and all other settings are measured. */
export const settled = (): Promise<Known> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      const now = known.value;
      if (!now || !same(numbersOf(now.now.state), numbersOf(state.value))) return;
      if (wanted.value && measured.value?.key !== wanted.value.key) return;
      resolve(now);
      queueMicrotask(() => stop());
    });
  });

/** Keeps an answer to a step's question, one try more, with the state it stands for. */
export const record = (id: string, at: number, answer: Omit<Answer, 'tries' | 'link'>): void =>
  keepAnswer(id, at, { ...answer, tries: (answersIn(id)[at]?.tries ?? 0) + 1, link: linkTo(state.peek()) });
