/**
 * A question with choices in the student's own order. The right one is computed after the reveal; it is not written in the lesson.
 */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import type { Submission, Verdict as Judged } from '../../lessons/judging';
import type { Choice } from '../../lessons/schema';
import { filled, type FactLookup } from '../../lessons/words';
import { answersIn, orderOf } from '../../lessons/lesson-log';
import { rich } from '../../ui/rich';
import { CheckButton, lookOf, QuestionForm, useCheck, Verdict, type QuestionProps } from './question-form';
import { TAGS } from './tags';

type Chosen = Extract<Judged, { kind: 'choose' }>;

const chosenIn = ({ verdict }: Submission): Chosen[] => (verdict.kind === 'choose' ? [verdict] : []);

const rightWords = ({ choices }: Choice, is: number, look: FactLookup): string => {
  const right = choices[is];
  return right ? filled(right.words, look).replaceAll(/<\/?\w+>/g, '') : `${is + 1}`;
};

const verdictWords = (question: Choice, { verdict, number, final }: Submission, look: FactLookup): string | undefined => {
  if (verdict.kind !== 'choose') return undefined;
  if (verdict.right) return t(number > 1 ? 'lessons.rightSecond' : 'lessons.rightChoice');
  return final ? t('lessons.wrongChoice', { right: rightWords(question, verdict.is, look) }) : t('lessons.chooseAgain');
};

/** What became of a choice: told by a sign and in words. Before the last try only wrong ones are told. */
const markOf = (choice: number, chosen: readonly Chosen[], isDone: boolean): 'right' | 'wrong' | undefined => {
  if (isDone && chosen.at(-1)?.is === choice) return 'right';
  return chosen.some(({ said, right }) => said === choice && !right) ? 'wrong' : undefined;
};

export const ChoiceQuestion = ({ question, id, stepIndex }: QuestionProps<Choice>) => {
  const { ask, choices, after } = question;
  const tries = answersIn(id)[stepIndex] ?? [];
  const submission = tries.at(-1);
  const chosen = tries.flatMap(chosenIn);
  const isDone = submission?.final === true;
  const picked = useSignal<number | undefined>(undefined);
  const choice = (isDone ? chosen.at(-1)?.said : undefined) ?? picked.value;
  const name = useId();
  const { check, clear, fault } = useCheck(() => (choice === undefined ? { kind: 'pickOne' } : { kind: 'choose', question, choice }));
  const look = lookOf(submission);
  const last = chosen.at(-1);
  return (
    <QuestionForm onCheck={() => void check()}>
      <fieldset class="question-choices" data-done={isDone}>
        <legend>
          <strong>{t('lessons.predict')}</strong> {rich(filled(ask, look), TAGS)}
        </legend>
        {orderOf(id, stepIndex, choices.length).map((i) => {
          const mark = markOf(i, chosen, isDone);
          return (
            <label key={i} data-mark={mark}>
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
              <span>
                {choices[i] && rich(filled(choices[i].words, look), TAGS)}
                {mark && <span class="hidden-words"> ({t(`lessons.mark.${mark}`)})</span>}
              </span>
            </label>
          );
        })}
      </fieldset>
      <CheckButton isDone={isDone} />
      <Verdict
        fault={fault}
        submission={submission}
        words={submission && verdictWords(question, submission, look)}
        why={last && !last.right ? choices[last.said]?.why : undefined}
        after={after}
      />
    </QuestionForm>
  );
};
