/**
 * Judges what was submitted to a step's question. A submission is made once, from the facts at the moment of the check, and contains
 * all numbers for the words about it; nothing that happens later changes it. Must not know words, the page's state or
 * where submissions are kept.
 */
import { amount, expressionsIn, factAt, factsOf, type Fact, type Facts, type FactSources } from './facts';
import type { Choice, Goal, Prediction, Step, Task, Words } from './schema';

const SIDES = ['at_least', 'at_most', 'above', 'below'] as const;

export type Side = (typeof SIDES)[number];

const HOLDS: Record<Side, (value: number, bound: number) => boolean> = {
  at_least: (value, bound) => value >= bound,
  at_most: (value, bound) => value <= bound,
  above: (value, bound) => value > bound,
  below: (value, bound) => value < bound,
};

/** A goal with its numbers at one moment. */
export type GoalFacts = {
  /** The expression of the fact that is bounded. */
  name: string;
  now: Fact;
  bounds: readonly { side: Side; bound: Fact }[];
  reached: boolean;
};

/** A bound as a fact of the kind it bounds: typed ones are in the unit people type. */
const boundOf = (bound: number | string, like: Fact, known: FactSources): Fact | undefined => {
  if (typeof bound === 'number') return { value: like.kind === 'share' ? bound / 100 : bound, kind: like.kind };
  const found = factAt(bound, known);
  return found && { value: found.value, kind: like.kind };
};

/** A goal's numbers now; nothing as long as one of them is not known. A fact without a value reaches no bound. */
export const goalFacts = (goal: Goal, known: FactSources): GoalFacts | undefined => {
  const now = factAt(goal.fact, known);
  if (!now) return undefined;
  const bounds: { side: Side; bound: Fact }[] = [];
  for (const side of SIDES) {
    const given = goal[side];
    if (given === undefined) continue;
    const bound = boundOf(given, now, known);
    if (!bound) return undefined;
    bounds.push({ side, bound });
  }
  return { name: goal.fact, now, bounds, reached: bounds.every(({ side, bound }) => HOLDS[side](amount(now), amount(bound))) };
};

/** Whether all goals are reached; nothing as long as a number is not known. */
export const areReached = (goals: readonly Goal[], known: FactSources): boolean | undefined => {
  const found = goals.map((goal) => goalFacts(goal, known));
  return found.includes(undefined) ? undefined : found.every((goal) => goal?.reached);
};

/** The index of the right choice; nothing where none is, or a number is not known. */
export const rightChoice = ({ choices }: Pick<Choice, 'choices'>, known: FactSources): number | undefined => {
  const holds = choices.map((choice) => areReached(choice.holds, known));
  const index = holds.includes(undefined) ? -1 : holds.indexOf(true);
  return index < 0 ? undefined : index;
};

/** How a predicted number compares with the computed one: the name of the sentence that says so. */
export type Comparison = 'exact' | 'close' | 'low' | 'high' | 'lowTimes' | 'highTimes' | 'compared';

/** The computed number is rounded to four digits where it is shown: half of the last digit does not make a prediction wrong. */
const DUST = 5e-4;

/** From this factor on, the sentence gives the factor instead of the difference. */
const FAR = 1.5;

/** Significant digits of a difference or factor. */
const rough = (value: number): number => Number(value.toPrecision(2));

/** A prediction and the number it was about. `off` and `times` say how far apart they are. */
export type Compared = { said: Fact; is: Fact; off: Fact; times: Fact; comparison: Comparison; right: boolean };

/** Compares a number, in the unit people type, with a fact. Nothing where the fact has no value. */
export const compared = (typed: number, is: Fact, within: number): Compared | undefined => {
  const [value, unit] = [amount(is), is.kind === 'share' ? 100 : 1];
  if (Number.isNaN(value)) return undefined;
  const like = (number: number): Fact => ({ value: number / unit, kind: is.kind });
  const off = Math.abs(typed - value);
  const times = Math.max(typed / value, value / typed);
  const base = { said: like(typed), is, off: like(rough(off)), times: { value: rough(times), kind: 'number' } as const };
  // A difference from infinity has no meaning.
  if (!Number.isFinite(off)) {
    const right = typed === value;
    return { ...base, comparison: right ? 'exact' : 'compared', right };
  }
  const dust = DUST * Math.abs(value);
  if (off <= dust) return { ...base, comparison: 'exact', right: true };
  if (off <= within + dust) return { ...base, comparison: 'close', right: true };
  const side = typed < value ? 'low' : 'high';
  // For negative numbers a factor would confuse low and high.
  const isFar = typed > 0 && value > 0 && times >= FAR;
  return { ...base, comparison: isFar ? `${side}Times` : side, right: false };
};

/** The answer, by the kind of question. */
export type Answer =
  | { kind: 'predict'; question: Prediction; text: string; value: number }
  /** The index of the choice. */
  | { kind: 'choose'; question: Choice; choice: number }
  /** For a task, the state on show is submitted. */
  | { kind: 'task'; question: Task };

export type Verdict =
  | ({ kind: 'predict'; text: string } & Compared)
  | { kind: 'choose'; said: number; is: number; right: boolean }
  | { kind: 'task'; goals: readonly GoalFacts[]; right: boolean }
  /** From a version of the page that kept no facts: the words of the answer and of the right answer. */
  | { kind: 'written'; of: 'predict' | 'task'; said: string; is: string; right: boolean };

export type Submission = {
  /** Which try it is, from 1. */
  number: number;
  /** Whether no further try is allowed. */
  final: boolean;
  verdict: Verdict;
  /** The facts in the question's words and in those about wrong choices when it was asked. */
  asked: Facts;
  /** The facts in the words after the answer when it was judged. */
  after: Facts;
  /** The link of the state that was judged. */
  link: string;
};

/** The verdict on an answer by the facts after its reveal; nothing where one of the numbers it needs is missing. */
const verdictOn = (answer: Answer, now: FactSources): Verdict | undefined => {
  switch (answer.kind) {
    case 'predict': {
      const is = factAt(answer.question.fact, now);
      const found = is && compared(answer.value, is, answer.question.within);
      return found && { kind: 'predict', text: answer.text, ...found };
    }
    case 'choose': {
      const is = rightChoice(answer.question, now);
      return is === undefined ? undefined : { kind: 'choose', said: answer.choice, is, right: answer.choice === is };
    }
    case 'task': {
      const goals = answer.question.goal.flatMap((goal) => goalFacts(goal, now) ?? []);
      if (goals.length < answer.question.goal.length) return undefined;
      return { kind: 'task', goals, right: goals.every(({ reached }) => reached) };
    }
  }
};

/** The expressions that words name, in all languages. */
const expressionsOf = (...words: readonly (Words | undefined)[]): string[] =>
  words.flatMap((of) => Object.values(of ?? {}).flatMap((text) => (text === undefined ? [] : expressionsIn(text))));

/** How many tries predictions and choices have; a task is tried until it is solved. */
const TRIES = 2;

/**
 * Judges an answer: `asked` is what was known when it was given, `now` what is known after the reveal. Nothing where a number that
 * the verdict needs is missing: then nothing was submitted.
 */
export const judge = (answer: Answer, asked: FactSources, now: FactSources, number: number, link: string): Submission | undefined => {
  const verdict = verdictOn(answer, now);
  if (!verdict) return undefined;
  const { ask, after } = answer.question;
  const choices = answer.kind === 'choose' ? answer.question.choices.flatMap(({ words, why }) => [words, why]) : [];
  return {
    number,
    final: verdict.right || (answer.kind !== 'task' && number >= TRIES),
    verdict,
    asked: factsOf(expressionsOf(ask, ...choices), asked),
    after: factsOf(expressionsOf(after), now),
    link,
  };
};

/** Whether a step asks something. */
export const hasQuestion = ({ predict, choose, task }: Step): boolean => (predict ?? choose ?? task) !== undefined;
