/**
 * Where the reader is in each lesson and what was answered, kept in the browser under one key: no name, nothing that leaves
 * the computer. Knows no picture.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';

/** What was answered at a step. */
export type Answer = {
  kind: 'predict' | 'choose' | 'task';
  /** What was said or reached, as it was typed or is written. */
  said: string;
  /** What is so, as the page writes it. */
  is: string;
  right: boolean;
  tries: number;
  /** The state the answer stands for. */
  link: string;
};

/** By the place of the step. */
export type Answers = Readonly<Record<number, Answer>>;

type Log = {
  /** Makes the student's data other than the neighbour's. */
  variant: number;
  lessons: Readonly<Record<string, { step: number; answers: Answers }>>;
};

const KEY = 'quantscope.lessons';

const VARIANTS = 9999;

const fresh = (): Log => ({ variant: 1 + Math.floor(Math.random() * VARIANTS), lessons: {} });

/** What is kept, as far as it can be read; a browser may keep nothing. */
const read = (): Log => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept === 'object' && kept !== null && 'variant' in kept && 'lessons' in kept && Number.isInteger(kept.variant)) return kept as Log;
  } catch {
    // What cannot be read is as good as nothing.
  }
  return fresh();
};

const log = signal<Log>(read());

const keep = (by: Partial<Log>): void => {
  log.value = { ...log.value, ...by };
  try {
    localStorage.setItem(KEY, JSON.stringify(log.value));
  } catch {
    // It is then kept as long as the page is open.
  }
};

const of = (id: string): { step: number; answers: Answers } => log.value.lessons[id] ?? { step: 0, answers: {} };

const keepLesson = (id: string, by: Partial<{ step: number; answers: Answers }>): void =>
  keep({ lessons: { ...log.value.lessons, [id]: { ...of(id), ...by } } });

/** The step a lesson was left at. */
export const placeIn = (id: string): number => of(id).step;

export const keepPlace = (id: string, step: number): void => keepLesson(id, { step });

export const answersIn = (id: string): Answers => of(id).answers;

export const keepAnswer = (id: string, step: number, answer: Answer): void =>
  keepLesson(id, { answers: { ...of(id).answers, [step]: answer } });

/** Begins a lesson anew: nothing is answered. */
export const forgetAnswers = (id: string): void => keepLesson(id, { step: 0, answers: {} });

/** The student's number: neighbours with other numbers have other data. */
export const variant: ReadonlySignal<number> = computed(() => log.value.variant);

export const setVariant = (number: number): void => keep({ variant: number });

/** The seed of the student's data at a step: other numbers, other lessons and other steps have others. */
export const seedOf = (id: string, step: number): number => {
  let hash = 2166136261;
  for (const char of `${log.value.variant} ${id} ${step}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return hash >>> 0;
};
