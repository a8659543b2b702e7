/**
 * What all questions of a lesson have in common: the form, its Check button, and the place where the verdict or the reason why
 * nothing was submitted is said.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';
import type { Words } from '../../lessons/schema';
import { isFinal, type Answer, type Submission } from '../../lessons/judging';
import { filled, frozen, isFilled, live, type Look } from '../../lessons/words';
import { isChecking, submit, type NotSubmitted } from '../../state/lesson-check';
import { known } from '../../state/lesson-facts';
import { state } from '../../state/store';
import { rich } from '../../ui/rich';
import { TAGS } from './tags';

/** A question of the lesson `id`, at the place of its step. */
export type QuestionProps<Q> = { question: Q; id: string; place: number };

/** What is entered is sent off with Enter or the form's button, and stays within the page. */
export const QuestionForm = ({ onCheck, children }: { onCheck: () => void; children: ComponentChildren }) => (
  <form
    class="question"
    onSubmit={(event) => {
      event.preventDefault();
      onCheck();
    }}
  >
    {children}
  </form>
);

/** Why there is no verdict on what was entered. */
export type Fault = NotSubmitted | { kind: 'empty' } | { kind: 'notNumber'; why: string } | { kind: 'pickOne' };

const faultWords = (fault: Fault): string => {
  switch (fault.kind) {
    case 'empty':
      return t('lessons.typeFirst');
    case 'notNumber':
      return fault.why;
    case 'pickOne':
      return t('lessons.pickOne');
    case 'refused':
      return t('lessons.refused', { why: fault.why });
    case 'changed':
      return t('lessons.changed');
    case 'noNumber':
      return t('lessons.noNumber');
    case 'sameAgain':
      return t('lessons.sameAgain');
  }
};

/** The check of what is entered, and its fault until anything changes. */
export const useCheck = (read: () => Answer | Fault): { check: () => Promise<void>; fault: Fault | undefined; clear: () => void } => {
  const found = useSignal<{ fault: Fault; of: unknown } | undefined>(undefined);
  const check = async (): Promise<void> => {
    if (isChecking.peek()) return;
    const entered = read();
    found.value = undefined;
    const fault = 'question' in entered ? await submit(entered) : entered;
    found.value = fault && { fault, of: state.peek() };
  };
  const clear = (): void => {
    found.value = undefined;
  };
  return { check, clear, fault: found.value?.of === state.value ? found.value?.fault : undefined };
};

/** What a question's words name: as it was when it was answered for good, else as it is now. */
export const lookOf = (submission: Submission | undefined): Look => {
  const now = live(known.value);
  const then = submission && isFinal(submission) ? frozen(submission.asked) : undefined;
  return (expression) => then?.(expression) ?? now(expression);
};

/** Keeps the focus when there is nothing more to check: a disabled button would lose it. */
export const CheckButton = ({ isDone }: { isDone: boolean }) => (
  <button type="submit" aria-disabled={isDone || isChecking.value}>
    {t('lessons.check')}
  </button>
);

type VerdictProps = {
  id?: string;
  fault: Fault | undefined;
  submission: Submission | undefined;
  /** The verdict in words. */
  words: string | undefined;
  /** What is said after the answer. */
  after: Words | undefined;
};

/** The words after an answer speak of the facts it was judged by, in the language of now. Where those were not kept nothing is said. */
const After = ({ words, of }: { words: Words; of: Submission }) => {
  const then = frozen(of.after);
  return isFilled(words, then) ? <p>{rich(filled(words, then), TAGS)}</p> : null;
};

export const Verdict = ({ id, fault, submission, words, after }: VerdictProps) => (
  <div id={id} role="status" class="question-verdict" data-right={submission?.verdict.right}>
    {fault && <p class="fault">{faultWords(fault)}</p>}
    {words !== undefined && <p>{words}</p>}
    {after && submission && isFinal(submission) && <After words={after} of={submission} />}
  </div>
);

/** What holds now, beside a verdict that speaks of then. */
export const Now = ({ words }: { words: string }) => <p class="hint">{t('lessons.now', { now: words })}</p>;
