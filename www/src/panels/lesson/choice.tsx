/**
 * A question with choices. The right one is computed after the reveal; it is not written in the lesson.
 */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import type { Choice } from '../../lessons/schema';
import { filled, type FactLookup } from '../../lessons/words';
import { lastTry } from '../../lessons/lesson-log';
import { rich } from '../../ui/rich';
import { CheckButton, lookOf, QuestionForm, useCheck, Verdict, type QuestionProps } from './question-form';
import { TAGS } from './tags';

const rightWords = ({ choices }: Choice, is: number, look: FactLookup): string => {
  const right = choices[is];
  return right ? filled(right.words, look).replaceAll(/<\/?\w+>/g, '') : `${is + 1}`;
};

export const ChoiceQuestion = ({ question, id, stepIndex }: QuestionProps<Choice>) => {
  const { ask, choices, after } = question;
  const submission = lastTry(id, stepIndex);
  const verdict = submission?.verdict.kind === 'choose' ? submission.verdict : undefined;
  const isDone = submission !== undefined;
  const picked = useSignal<number | undefined>(undefined);
  const choice = verdict?.said ?? picked.value;
  const name = useId();
  const { check, clear, fault } = useCheck(() => (choice === undefined ? { kind: 'pickOne' } : { kind: 'choose', question, choice }));
  const look = lookOf(submission);
  return (
    <QuestionForm onCheck={() => void check()}>
      <fieldset class="question-choices" data-done={isDone}>
        <legend>
          <strong>{t('lessons.predict')}</strong> {rich(filled(ask, look), TAGS)}
        </legend>
        {choices.map(({ words }, i) => (
          <label key={i}>
            <input
              type="radio"
              name={name}
              checked={choice === i}
              aria-disabled={isDone}
              onClick={(event) => {
                if (isDone) event.preventDefault();
              }}
              onChange={() => {
                if (isDone) return;
                picked.value = i;
                clear();
              }}
            />
            <span>{rich(filled(words, look), TAGS)}</span>
          </label>
        ))}
      </fieldset>
      <CheckButton isDone={isDone} />
      <Verdict
        fault={fault}
        submission={submission}
        words={verdict && (verdict.right ? t('lessons.rightChoice') : t('lessons.wrongChoice', { right: rightWords(question, verdict.is, look) }))}
        after={after}
      />
    </QuestionForm>
  );
};
