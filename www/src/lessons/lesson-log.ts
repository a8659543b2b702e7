/**
 * Where the reader is in each lesson and what was submitted, kept in the browser under one key: no name, nothing that leaves the
 * computer. A submission is never changed once it is kept. Must not know what is on show.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { isFinal, type Submission } from './judging';
import { fromJson, toJson, triesOf } from './record';

/** All tries at a step's question, the first first. */
type Tries = readonly Submission[];

type LessonLog = {
  /** The step the lesson was left at. */
  step: number;
  /** By the index of the step. */
  answers: Readonly<Record<number, Tries>>;
};

type Log = {
  /** The student's number: neighbours with other numbers have other data. */
  variant: number;
  lessons: Readonly<Record<string, LessonLog>>;
};

const KEY = 'quantscope.lessons';

const VARIANTS = 9999;

const NOTHING: LessonLog = { step: 0, answers: {} };

const lessonLog = (kept: unknown): LessonLog => {
  if (typeof kept !== 'object' || kept === null) return NOTHING;
  const { step, answers } = kept as Record<string, unknown>;
  const tries = Object.entries(answers ?? {}).map(([index, of]) => [Number(index), triesOf(of)] as const);
  return { step: Number.isInteger(step) ? Number(step) : 0, answers: Object.fromEntries(tries.filter(([, of]) => of.length > 0)) };
};

/** The stored log; nothing where there is none that can be read. */
const stored = (): Log | undefined => {
  try {
    const kept = fromJson(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('variant' in kept && 'lessons' in kept) || !Number.isInteger(kept.variant)) return undefined;
    const lessons = Object.entries(kept.lessons ?? {}).map(([id, of]) => [id, lessonLog(of)] as const);
    return { variant: Number(kept.variant), lessons: Object.fromEntries(lessons) };
  } catch {
    return undefined;
  }
};

const log = signal<Log>(stored() ?? { variant: 1 + Math.floor(Math.random() * VARIANTS), lessons: {} });

/** Changes what is kept, with what other tabs have kept meanwhile. */
const keep = (change: (now: Log) => Log): void => {
  log.value = change(stored() ?? log.value);
  try {
    localStorage.setItem(KEY, toJson(log.value));
  } catch {
    // It is then kept as long as the page is open.
  }
};

const lessonIn = ({ lessons }: Log, id: string): LessonLog => lessons[id] ?? NOTHING;

const keepLesson = (id: string, change: (now: LessonLog) => LessonLog): void =>
  keep((now) => ({ ...now, lessons: { ...now.lessons, [id]: change(lessonIn(now, id)) } }));

/** The step a lesson was left at. */
export const stepLeftIn = (id: string): number => lessonIn(log.value, id).step;

export const keepStep = (id: string, step: number): void => keepLesson(id, (now) => ({ ...now, step }));

/** All tries of a lesson, by the index of the step. */
export const answersIn = (id: string): LessonLog['answers'] => lessonIn(log.value, id).answers;

/** The newest try at a step's question. */
export const lastTry = (id: string, step: number): Submission | undefined => answersIn(id)[step]?.at(-1);

/** Keeps a try beside those before it, unless no further one is allowed. */
export const keepTry = (id: string, step: number, submission: Submission): void =>
  keepLesson(id, (now) => {
    const tries = now.answers[step] ?? [];
    const last = tries.at(-1);
    return last && isFinal(last) ? now : { ...now, answers: { ...now.answers, [step]: [...tries, submission] } };
  });

/** Begins a lesson anew: nothing is answered. */
export const forgetAnswers = (id: string): void => keepLesson(id, () => NOTHING);

export const variant: ReadonlySignal<number> = computed(() => log.value.variant);

export const setVariant = (number: number): void => keep((now) => ({ ...now, variant: number }));

/** The seed of the student's data at a step: other numbers, other lessons and other steps have others. */
export const seedOf = (id: string, step: number): number => {
  let hash = 2166136261;
  for (const char of `${log.value.variant} ${id} ${step}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return hash >>> 0;
};
