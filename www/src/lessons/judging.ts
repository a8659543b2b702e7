/**
 * Whether goals are reached, and how far off a prediction is. Says nothing in words.
 */
import { amount, factAt, type Fact, type Known } from './facts';
import type { Choice, Goal } from './schema';

export { amount, factAt, written, type Fact, type Known } from './facts';

/** A bound as a fact of the kind it bounds: typed ones are in the unit people type. */
export const boundOf = (bound: number | string, fact: string, known: Known): Fact | undefined => {
  const like = factAt(fact, known);
  const found = typeof bound === 'string' ? factAt(bound, known) : like && { value: like.kind === 'share' ? bound / 100 : bound };
  return like && found && { value: found.value, kind: like.kind };
};

/** Whether a goal is reached; `undefined` as long as one of its numbers is not known. */
export const isReached = (goal: Goal, known: Known): boolean | undefined => {
  const fact = factAt(goal.fact, known);
  if (!fact) return undefined;
  const value = amount(fact);
  const holds = (bound: number | string | undefined, test: (bound: number) => boolean): boolean | undefined => {
    if (bound === undefined) return true;
    const number = boundOf(bound, goal.fact, known);
    return number && test(amount(number));
  };
  const tests = [
    holds(goal.at_least, (bound) => value >= bound),
    holds(goal.at_most, (bound) => value <= bound),
    holds(goal.above, (bound) => value > bound),
    holds(goal.below, (bound) => value < bound),
  ];
  return tests.includes(undefined) ? undefined : tests.every(Boolean);
};

/** Whether all of them are. */
export const areReached = (goals: readonly Goal[], known: Known): boolean | undefined => {
  const reached = goals.map((goal) => isReached(goal, known));
  return reached.includes(undefined) ? undefined : reached.every(Boolean);
};

/** The choice that is right, by its place. */
export const rightChoice = ({ choices }: Choice, known: Known): number => choices.findIndex(({ holds }) => areReached(holds, known));

/** A typed number, with a point or a comma; nothing for other text. */
export const typedNumber = (text: string): number | undefined => {
  const plain = text.trim().replace(',', '.').replace('−', '-').replace(/\s*(%|dB)$/, '');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
};

/** How a prediction compares: right, or by how much it is off and on which side; `times` where both have one sign and are far apart. */
export type Compared = { right: boolean; off: number; side: 'low' | 'high' | 'exact'; times: number | undefined };

/** Floating-point dust does not make a typed number wrong: half of the last of four digits does not count. */
const DUST = 5e-4;

export const compared = (said: number, fact: Fact, within: number): Compared => {
  const is = amount(fact);
  const off = Math.abs(said - is);
  const times = said * is > 0 ? Math.max(said / is, is / said) : undefined;
  return {
    right: off <= within + DUST * Math.abs(is),
    off,
    side: off <= DUST * Math.abs(is) ? 'exact' : said < is ? 'low' : 'high',
    times: times !== undefined && times >= 1.5 ? times : undefined,
  };
};
