/**
 * Where the reader is in each lesson and what was submitted, kept in the browser under one key: no name, nothing that leaves the
 * computer. A submission is never changed once it is kept. Must not know what is on show.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Submission } from './judging';
import { fromJson, toJson, triesOf } from './record';
import { choiceOrder, seedFrom } from './shuffle';

/** All tries at a step's question, the first first. */
type Tries = readonly Submission[];

/** By the index of the step. */
type Answers = Readonly<Record<number, Tries>>;

type Earlier = { variant: number; answers: Answers };

type LessonLog = {
  /** The step the lesson was left at. */
  step: number;
  /** Which time the lesson is gone through in this browser, from 1. */
  run: number;
  answers: Answers;
  /** Earlier runs that were not forgotten, by their numbers: whose they were, by the student's number, and the answers. */
  earlier: Readonly<Record<number, Earlier>>;
};

type Log = {
  /** The student's number: neighbours with other numbers have other data. */
  variant: number;
  /** Whether that was given by the student, and not drawn. */
  numbered: boolean;
  lessons: Readonly<Record<string, LessonLog>>;
};

const KEY = 'quantscope.lessons';

/** The largest number a student can have. */
export const MOST_NUMBER = 9999;

const NOTHING: LessonLog = { step: 0, run: 1, answers: {}, earlier: {} };

const answersOf = (kept: unknown): Answers => {
  const tries = Object.entries(kept ?? {}).map(([index, of]) => [Number(index), triesOf(of)] as const);
  return Object.fromEntries(tries.filter(([, of]) => of.length > 0));
};

const lessonLog = (kept: unknown): LessonLog => {
  if (typeof kept !== 'object' || kept === null) return NOTHING;
  const { step, run, answers, earlier } = kept as Record<string, unknown>;
  const runs = Object.entries(earlier ?? {}).flatMap(([number, of]) => {
    const { variant: whose, answers: given } = (of ?? {}) as Record<string, unknown>;
    return Number.isInteger(whose) ? [[Number(number), { variant: Number(whose), answers: answersOf(given) }] as const] : [];
  });
  return {
    step: Number.isInteger(step) ? Number(step) : 0,
    run: Number.isInteger(run) ? Number(run) : 1,
    answers: answersOf(answers),
    earlier: Object.fromEntries(runs),
  };
};

/** The stored log; nothing where there is none that can be read. */
const stored = (): Log | undefined => {
  try {
    const kept = fromJson(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('variant' in kept && 'lessons' in kept) || !Number.isInteger(kept.variant)) return undefined;
    const lessons = Object.entries(kept.lessons ?? {}).map(([id, of]) => [id, lessonLog(of)] as const);
    return { variant: Number(kept.variant), numbered: 'numbered' in kept && kept.numbered === true, lessons: Object.fromEntries(lessons) };
  } catch {
    return undefined;
  }
};

const log = signal<Log>(stored() ?? { variant: 1 + Math.floor(Math.random() * MOST_NUMBER), numbered: false, lessons: {} });

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

/** Which time the lesson is gone through in this browser, from 1. */
export const runOf = (id: string): number => lessonIn(log.value, id).run;

/** The earlier runs with answers, the first first. */
export const earlierRuns = (id: string): number[] => Object.keys(lessonIn(log.value, id).earlier).map(Number);

/** All tries of a lesson, by the index of the step: of the current run, or of an earlier one. */
export const answersIn = (id: string, run = runOf(id)): Answers => {
  const { run: current, answers, earlier } = lessonIn(log.value, id);
  return run === current ? answers : (earlier[run]?.answers ?? {});
};

/** The newest try at a step's question. */
export const lastTry = (id: string, step: number): Submission | undefined => answersIn(id)[step]?.at(-1);

/** Keeps a try beside those before it, unless no further one is allowed. */
export const keepTry = (id: string, step: number, submission: Submission): void =>
  keepLesson(id, (now) => {
    const tries = now.answers[step] ?? [];
    const last = tries.at(-1);
    return last?.final ? now : { ...now, answers: { ...now.answers, [step]: [...tries, submission] } };
  });

/** The next run of a lesson. */
const nextRun = ({ run, earlier }: LessonLog): LessonLog => ({ ...NOTHING, run: run + 1, earlier });

/** Forgets the answers of this run. The next one has another number, so that it is no first run. */
export const forgetAnswers = (id: string): void =>
  keepLesson(id, (now) => (Object.keys(now.answers).length > 0 ? nextRun(now) : { ...now, step: 0 }));

/** Begins another run of a lesson for whoever comes next; the answers of this run stay under its number. */
export const startFresh = (id: string): void =>
  keep((now) => {
    const { variant: whose, lessons } = now;
    const last = lessonIn(now, id);
    const { run, answers, earlier } = last;
    const next =
      Object.keys(answers).length > 0 ? { ...nextRun(last), earlier: { ...earlier, [run]: { variant: whose, answers } } } : { ...last, step: 0 };
    return { ...now, lessons: { ...lessons, [id]: next } };
  });

export const variant: ReadonlySignal<number> = computed(() => log.value.variant);

/** Whether the student has given a number. */
export const isNumbered: ReadonlySignal<boolean> = computed(() => log.value.numbered);

export const setVariant = (number: number): void => keep((now) => ({ ...now, variant: number, numbered: true }));

/** The number of the student of a run. */
export const variantOf = (id: string, run: number): number => lessonIn(log.value, id).earlier[run]?.variant ?? log.value.variant;

/** The seed of the student's data at a step: other numbers, other lessons and other steps have others. */
export const seedOf = (id: string, step: number): number => seedFrom(`${log.value.variant} ${id} ${step}`);

/** The indices of a question's choices in the student's order: neighbours and later runs have others. */
export const orderOf = (id: string, step: number, choices: number): number[] =>
  choiceOrder({ variant: log.value.variant, run: runOf(id), lesson: id, step }, choices);
