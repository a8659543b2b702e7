/**
 * The answer key of a lesson: each question with its right number, choice or solution, computed when the key is opened.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n';
import { withExpressions, type FactSources } from '../../lessons/facts';
import { hasQuestion } from '../../lessons/judging';
import { variant } from '../../lessons/lesson-log';
import type { Lesson, Words } from '../../lessons/schema';
import { filled, goalNumbers, goalWords, live, localized, written } from '../../lessons/words';
import { stateAt } from '../../state/lesson';
import { linkTo } from '../../state/store';
import { rich } from '../../ui/rich';
import { rightAnswer, type RightAnswer } from './answers';

/** Words without the buttons of terms: the key is read and printed. */
const PLAIN = {};

/** Words with their facts, those that are asked for filled in as well. */
const said = (words: Words, known: FactSources) => rich(filled(words, live(known)), PLAIN);

const tolerance = ({ question: { within }, is: { kind } }: Extract<RightAnswer, { kind: 'predict' }>): string =>
  within === 0 ? '' : t('teacher.keyWithin', { within: written({ kind, value: kind === 'share' ? within / 100 : within }) });

const Right = ({ of }: { of: RightAnswer }) => {
  switch (of.kind) {
    case 'predict':
      return (
        <p>
          <strong>{written(of.is)}</strong> {tolerance(of)}
        </p>
      );
    case 'choose': {
      const right = of.question.choices[of.is];
      return (
        <>
          <p>
            <strong>{right && said(right.words, of.asked)}</strong>
          </p>
          <ul class="key-others">
            {of.question.choices.map(({ words, why }, i) =>
              i === of.is ? null : (
                <li key={i}>
                  {said(words, of.asked)} {why && <span class="hint">{said(why, of.asked)}</span>}
                </li>
              ),
            )}
          </ul>
        </>
      );
    }
    case 'task':
      return (
        <p>
          {t('teacher.keyGoal', { goal: of.goals.map(goalWords).join('; ') })} <strong>{t('teacher.keySolution')}</strong>{' '}
          <code>{of.question.solution.replaceAll('&', ', ')}</code>: {goalNumbers(of.goals)}.
        </p>
      );
  }
};

/** The text of a question before its numbers are there. */
const withoutNumbers = (words: Words): string => withExpressions(localized(words), () => '…');

const Entry = ({ of, at }: { of: Lesson; at: number }) => {
  const step = of.steps[at];
  const found = useSignal<{ answer: RightAnswer | undefined } | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    found.value = undefined;
    void rightAnswer(of, at).then((answer) => {
      if (isWanted) found.value = { answer };
    });
    return () => {
      isWanted = false;
    };
  }, [of, at, variant.value]);
  const question = step && (step.predict ?? step.choose ?? step.task);
  if (!question) return null;
  const answer = found.value?.answer;
  const solved = step.task?.solution ?? (step.predict ?? step.choose)?.reveal ?? '';
  return (
    <li value={at + 1} data-state={found.value === undefined ? 'asked' : answer ? 'known' : 'none'}>
      <p class="key-ask">
        {answer ? said(question.ask, answer.asked) : rich(withoutNumbers(question.ask), PLAIN)}{' '}
        <a href={linkTo(stateAt(of, at, solved))} target="_blank" rel="noopener">
          {t('teacher.see')}
        </a>
      </p>
      {answer ? <Right of={answer} /> : <p class="hint">{t(found.value ? 'teacher.keyNone' : 'teacher.keyComing')}</p>}
      {answer && (step.predict ?? step.task)?.own_data && <p class="hint">{t('teacher.keyOwnData', { number: variant.value })}</p>}
      {answer && question.after && <p class="key-after">{said(question.after, answer.answered)}</p>}
    </li>
  );
};

export const AnswerKey = ({ of }: { of: Lesson }) => {
  const places = of.steps.flatMap((step, at) => (hasQuestion(step) ? [at] : []));
  if (places.length === 0) return null;
  return (
    <section aria-labelledby="teacher-key-head">
      <h3 id="teacher-key-head">{t('teacher.answers')}</h3>
      <p class="hint">{t('teacher.keyHow')}</p>
      <ol class="teacher-key">
        {places.map((at) => (
          <Entry key={`${of.id} ${at}`} of={of} at={at} />
        ))}
      </ol>
    </section>
  );
};
