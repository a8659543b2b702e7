/**
 * Shared by all questions of a lesson: the form, its Check button, and the status region with the verdict or with the reason why
 * nothing was submitted.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';
import type { Words } from '../../lessons/schema';
import { isFinal, type Answer, type Submission } from '../../lessons/judging';
import { filled, frozen, isFilled, live, type FactLookup } from '../../lessons/words';
import { isChecking, submit, type NotSubmitted } from '../../state/lesson-check';
import { known } from '../../state/lesson-facts';
import { state } from '../../state/store';
import { rich } from '../../ui/rich';
import { TAGS } from './tags';

/** A question of the lesson `id`, at the step with this index. */
export type QuestionProps<Q> = { question: Q; id: string; stepIndex: number };

/** A form that is submitted by Enter or its button, and sends nothing. */
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
    case 'rejected':
      return t('lessons.rejected', { why: fault.why });
    case 'changed':
      return t('lessons.changed');
    case 'noNumber':
      return t('lessons.noNumber');
    case 'sameAgain':
      return t('lessons.sameAgain');
  }
};

/** Checks the entry returned by `read`, and keeps its fault until the state or the entry changes. */
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

/** The facts in a question's words: those of the moment when it was answered for good, before that the live ones. */
export const lookOf = (submission: Submission | undefined): FactLookup => {
  const now = live(known.value);
  const then = submission && isFinal(submission) ? frozen(submission.asked) : undefined;
  return (expression) => then?.(expression) ?? now(expression);
};

/** Not disabled when there is nothing more to check: a disabled button loses the focus. */
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
  /** The lesson's words after the answer. */
  after: Words | undefined;
};

/** The words after an answer, with the facts it was judged by. Nothing if those were not kept. */
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

/** The live numbers beside a verdict, which has those of its check. */
export const Now = ({ words }: { words: string }) => <p class="hint">{t('lessons.now', { now: words })}</p>;
