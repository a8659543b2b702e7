/**
 * The check of an answer: waits for the numbers, has the answer judged, keeps the submission, and reveals what the question hides once
 * no further try is allowed. One check at a time. Must not know how questions look.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { Rejected, WorkerLost } from '../engine/bridge';
import { linkTo, stateOf } from '../engine/core';
import type { FactSources } from '../lessons/facts';
import { compared, judge, type Answer, type Submission } from '../lessons/judging';
import { keepTry, lastTry } from '../lessons/lesson-log';
import type { Lesson } from '../lessons/schema';
import { history } from './app-state';
import { factsOfStep } from './facts-of-step';
import { lesson, reveal, stepIndex } from './lesson';
import { hasSameFacts, known, settled, type Settled } from './lesson-facts';

const { state } = history;

/** Why a check submitted nothing. */
export type NotSubmitted =
  /** The chosen settings are rejected. */
  | { kind: 'rejected'; why: string }
  /** Other settings were chosen before the numbers were there. */
  | { kind: 'changed' }
  /** A number that is asked for has no value with these settings. */
  | { kind: 'noNumber' }
  /** It is what the newest try has submitted. */
  | { kind: 'sameAgain' };

const pending = signal(false);

/** Whether an answer is being checked. */
export const isChecking: ReadonlySignal<boolean> = pending;

/** Whether an answer is what the newest try has submitted. */
const isSameAgain = (answer: Answer, { verdict, link }: Submission): boolean => {
  switch (answer.kind) {
    case 'predict':
      return verdict.kind === 'predict' && compared(answer.value, verdict.is, 0)?.said.value === verdict.said.value;
    case 'choose':
      return verdict.kind === 'choose' && verdict.said === answer.choice;
    case 'task':
      return hasSameFacts(stateOf(link.slice(link.indexOf('#'))), state.peek());
  }
};

/** The link of the state that was judged, in its lesson. */
const linkOfJudged = ({ now }: FactSources): string => linkTo({ ...now.state, classroom: state.peek().classroom });

/** The facts that judge an answer: for a task those of the state on show, else those after the reveal, which is not shown yet. */
const judgedBy = async (answer: Answer, of: Lesson, at: number): Promise<Settled> => {
  if (answer.kind === 'task') return settled();
  try {
    return { known: await factsOfStep(of, at, answer.question.reveal) };
  } catch (error) {
    if (error instanceof Rejected) return { rejected: error.message };
    if (error instanceof WorkerLost) return 'superseded';
    throw error;
  }
};

const check = async (answer: Answer, of: Lesson, at: number): Promise<NotSubmitted | undefined> => {
  const last = lastTry(of.id, at);
  if (last?.final) return undefined;
  if (last && isSameAgain(answer, last)) return { kind: 'sameAgain' };
  const asked = known.peek();
  const found = await judgedBy(answer, of, at);
  if (found === 'superseded') return { kind: 'changed' };
  if ('rejected' in found) return { kind: 'rejected', why: found.rejected };
  const made = judge(answer, asked ?? found.known, found.known, (last?.number ?? 0) + 1, linkOfJudged(found.known));
  if (!made) return { kind: 'noNumber' };
  keepTry(of.id, at, made);
  const isHere = lesson.peek() === of && stepIndex.peek() === at;
  if (made.final && isHere && answer.kind !== 'task') reveal(answer.question.reveal);
  return undefined;
};

/** Submits an answer to the question of the step at hand. Resolves with why nothing was submitted, if nothing was. */
export const submit = async (answer: Answer): Promise<NotSubmitted | undefined> => {
  const of = lesson.peek();
  if (!of || pending.peek()) return undefined;
  pending.value = true;
  try {
    return await check(answer, of, stepIndex.peek());
  } finally {
    pending.value = false;
  }
};
