/**
 * A lesson's words in the current language, with the facts filled in. Must not know panels.
 */
import { language, t } from '../i18n';
import { formatDecibel, formatNumber, formatPercent, formatWhole } from '../engine/core';
import { bytes } from '../engine/numbers';
import { expressionsIn, factAt, withExpressions, type Fact, type Facts, type Kind, type FactSources } from './facts';
import type { Words } from './schema';
import type { GoalFacts, Side, Verdict } from './judging';

/** In the current language; else in English; else in any language of the lesson. */
export const localized = (words: Words): string => words[language.value] ?? words.en ?? Object.values(words)[0] ?? '';

const WRITE: Record<Kind, (value: number) => string> = {
  number: formatNumber,
  whole: formatWhole,
  share: formatPercent,
  decibel: formatDecibel,
  bytes,
};

const NO_VALUE = '—';

/** A fact as the page writes it. */
export const written = ({ value, kind }: Fact): string => (Number.isNaN(value) ? NO_VALUE : WRITE[kind](value));

/** Stands for a number that is still being computed. */
const PENDING = '…';

/** Returns the fact that an expression in a lesson's words names; nothing where it is not known. */
export type FactLookup = (expression: string) => Fact | undefined;

/** The current facts. */
export const live =
  (known: FactSources | undefined): FactLookup =>
  (expression) =>
    known && factAt(expression, known);

/** Facts that were kept. */
export const frozen =
  (facts: Facts): FactLookup =>
  (expression) =>
    Object.hasOwn(facts, expression) ? facts[expression] : undefined;

/** `words` with every `{expression}` as the page writes the fact it names. */
export const filled = (words: Words, look: FactLookup): string =>
  withExpressions(localized(words), (expression) => {
    const fact = look(expression);
    return fact ? written(fact) : PENDING;
  });

/** Whether `look` knows everything that `words` name. */
export const isFilled = (words: Words, look: FactLookup): boolean =>
  expressionsIn(localized(words)).every((expression) => look(expression) !== undefined);

type FactName = Parameters<typeof t>[0] extends infer K ? (K extends `lessons.fact.${infer Name}` ? Name : never) : never;

/** A fact's name in words. A goal may bound one that has none, such as a quotient: it is then named as in the lesson's file. */
const nameOf = (expression: string): string => {
  const key = `lessons.fact.${expression as FactName}` as const;
  const name = t(key);
  return name === key ? expression : name;
};

const SIDES: Record<Side, 'atLeast' | 'atMost' | 'above' | 'below'> = { at_least: 'atLeast', at_most: 'atMost', above: 'above', below: 'below' };

/** A goal in words, its bounds one after the other. */
export const goalWords = ({ name, bounds }: GoalFacts): string =>
  bounds.map(({ side, bound }) => t(`lessons.${SIDES[side]}`, { fact: nameOf(name), bound: written(bound) })).join(', ');

/** The bounded facts with their numbers at the check. */
export const goalNumbers = (goals: readonly GoalFacts[]): string => goals.map(({ name, now }) => `${nameOf(name)} ${written(now)}`).join(', ');

/** The answer and the right answer, as a hand-in keeps them: the same in every language where possible. Choices by their places from 1. */
export const saidAndIs = (verdict: Verdict): { said: string; is: string } => {
  switch (verdict.kind) {
    case 'predict':
      return { said: verdict.text, is: written(verdict.is) };
    case 'choose':
      return { said: `${verdict.said + 1}`, is: `${verdict.is + 1}` };
    case 'task':
      return { said: verdict.goals.map(({ now }) => written(now)).join(', '), is: verdict.goals.map(goalWords).join(', ') };
    case 'written':
      return { said: verdict.said, is: verdict.is };
  }
};
