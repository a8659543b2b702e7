/**
 * A goal to reach with the page's own controls: what holds so far is told live, the check is the student's.
 */
import { useSignal } from '@preact/signals';
import { t } from '../../i18n';
import type { Goal, Task } from '../../lessons/schema';
import { areReached, boundOf, factAt, isReached, written, type Known } from '../../lessons/judging';
import { filled } from '../../lessons/words';
import { known, record, settled } from '../../state/lesson';
import { answersIn } from '../../lessons/lesson-log';
import { rich } from '../../ui/rich';
import { TAGS } from './tags';
import { QuestionForm, type QuestionProps } from './question-form';

const SIDES = { at_least: 'atLeast', at_most: 'atMost', above: 'above', below: 'below' } as const;

type FactName = Parameters<typeof t>[0] extends infer K ? (K extends `lessons.fact.${infer Name}` ? Name : never) : never;

/** A condition in words, a part for each bound. */
const goalWords = (goal: Goal, now: Known): string[] =>
  (Object.keys(SIDES) as (keyof typeof SIDES)[]).flatMap((side) => {
    const bound = goal[side];
    const number = bound === undefined ? undefined : boundOf(bound, goal.fact, now);
    return number ? [t(`lessons.${SIDES[side]}`, { fact: t(`lessons.fact.${goal.fact as FactName}`), bound: written(number) })] : [];
  });

const GoalLine = ({ goal, now }: { goal: Goal; now: Known }) => {
  const reached = isReached(goal, now) === true;
  const fact = factAt(goal.fact, now);
  return (
    <li data-reached={reached}>
      {goalWords(goal, now).join(', ')}: {reached ? t('lessons.reached') : t('lessons.notYet', { now: fact ? written(fact) : '…' })}
    </li>
  );
};

export const TaskQuestion = ({ question, id, place }: QuestionProps<Task>) => {
  const { ask, goal, hint, after } = question;
  const kept = answersIn(id)[place];
  const failed = useSignal(false);

  const check = async (): Promise<void> => {
    const now = await settled();
    const right = areReached(goal, now) === true;
    failed.value = !right;
    const is = goal.flatMap((one) => goalWords(one, now)).join(', ');
    const said = goal.flatMap(({ fact }) => {
      const found = factAt(fact, now);
      return found ? [written(found)] : [];
    });
    record(id, place, { kind: 'task', said: said.join(', '), is, right });
  };

  const solved = kept?.right === true;
  return (
    <QuestionForm onCheck={() => void check()}>
      <p>
        <strong>{t(question.own_data ? 'lessons.challenge' : 'lessons.task')}</strong> {rich(filled(ask, known.value), TAGS)}
      </p>
      {known.value && (
        <ul class="question-goals">
          {goal.map((one, i) => (
            <GoalLine key={i} goal={one} now={known.value!} />
          ))}
        </ul>
      )}
      <button type="submit" disabled={solved}>
        {t('lessons.check')}
      </button>
      <div role="status" class="question-verdict" data-right={kept?.right}>
        {solved && <p>{t('lessons.solvedTries', { count: kept.tries })}</p>}
        {failed.value && !solved && <p>{t('lessons.unsolved')}</p>}
        {solved && after && <p>{rich(filled(after, known.value), TAGS)}</p>}
      </div>
      {hint && !solved && (
        <details>
          <summary>{t('lessons.hint')}</summary>
          <p>{rich(filled(hint, known.value), TAGS)}</p>
        </details>
      )}
    </QuestionForm>
  );
};
