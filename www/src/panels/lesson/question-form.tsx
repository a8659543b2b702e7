/**
 * Shared by all questions of a lesson: the form, its Check button, and the status region with the verdict or with the reason why
 * nothing was submitted.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import type { Facts } from '../../lessons/facts';
import type { Words } from '../../lessons/schema';
import type { Answer, Submission } from '../../lessons/judging';
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
  const then = submission?.final ? frozen(submission.asked) : undefined;
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
  /** The lesson's words about the wrong answer. */
  why?: Words | undefined;
  /** The lesson's words after the answer. */
  after: Words | undefined;
};

/** Words about an answer, with facts that were kept. Nothing if those were not kept. */
const Kept = ({ words, facts }: { words: Words; facts: Facts }) => {
  const then = frozen(facts);
  return isFilled(words, then) ? <p>{rich(filled(words, then), TAGS)}</p> : null;
};

/** The verdict; it takes the focus from the form when no further try is allowed. */
export const Verdict = ({ id, fault, submission, words, why, after }: VerdictProps) => {
  const element = useRef<HTMLDivElement>(null);
  const isFinal = submission?.final === true;
  const wasFinal = useRef(isFinal);
  useEffect(() => {
    const isNew = isFinal && !wasFinal.current;
    wasFinal.current = isFinal;
    if (isNew && element.current?.closest('form')?.contains(document.activeElement)) element.current.focus();
  }, [isFinal]);
  return (
    <div id={id} ref={element} tabIndex={-1} role="status" class="question-verdict" data-right={submission?.verdict.right} data-final={isFinal}>
      {fault && <p class="fault">{faultWords(fault)}</p>}
      {words !== undefined && <p>{words}</p>}
      {why && submission && <Kept words={why} facts={submission.asked} />}
      {after && submission?.final && <Kept words={after} facts={submission.after} />}
    </div>
  );
};

/** The live numbers beside a verdict, which has those of its check. */
export const Now = ({ words }: { words: string }) => <p class="hint">{t('lessons.now', { now: words })}</p>;
