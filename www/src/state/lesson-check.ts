/**
 * The check of an answer: reveals what the question hides, waits for the numbers, has the answer judged, and keeps the
 * submission. One check at a time. Must not know how questions look.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { linkTo, stateOf } from '../engine/core';
import type { FactSources } from '../lessons/facts';
import { isFinal, judge, type Answer } from '../lessons/judging';
import { keepTry, lastTry } from '../lessons/lesson-log';
import { history } from './app-state';
import { goTo, lesson, reveal, step, stepIndex } from './lesson';
import { hasSameFacts, known, settled } from './lesson-facts';

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

const revealOf = (answer: Answer): string => (answer.kind === 'task' ? '' : answer.question.reveal);

/** The link of the state that was judged, in its lesson. */
const linkOfJudged = ({ now }: FactSources): string => linkTo({ ...now.state, classroom: state.peek().classroom });

const check = async (answer: Answer, id: string, at: number): Promise<NotSubmitted | undefined> => {
  const last = lastTry(id, at);
  if (last && isFinal(last)) return undefined;
  if (answer.kind === 'task' && last && hasSameFacts(stateOf(last.link.slice(last.link.indexOf('#'))), state.peek())) return { kind: 'sameAgain' };
  const [asked, current] = [known.peek(), step.peek()];
  const changes = revealOf(answer);
  if (changes !== '') reveal(changes);
  const found = await settled();
  if (found === 'superseded') {
    // Without a verdict the answer stays hidden.
    if (step.peek() === current) reveal('');
    return { kind: 'changed' };
  }
  const made = 'known' in found ? judge(answer, asked ?? found.known, found.known, (last?.number ?? 0) + 1, linkOfJudged(found.known)) : undefined;
  if (made) {
    keepTry(id, at, made);
    return undefined;
  }
  if (changes !== '') goTo(at);
  return 'rejected' in found ? { kind: 'rejected', why: found.rejected } : { kind: 'noNumber' };
};

/** Submits an answer to the question of the step at hand. Resolves with why nothing was submitted, if nothing was. */
export const submit = async (answer: Answer): Promise<NotSubmitted | undefined> => {
  const id = lesson.peek()?.id;
  if (id === undefined || pending.peek()) return undefined;
  pending.value = true;
  try {
    return await check(answer, id, stepIndex.peek());
  } finally {
    pending.value = false;
  }
};
