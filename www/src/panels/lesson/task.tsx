/**
 * A goal to reach with the page's controls. The goals show the live numbers until a check finds them reached. Each check of changed
 * settings is a try.
 */
import { t } from '../../i18n';
import type { Task } from '../../lessons/schema';
import { goalFacts, type GoalFacts, type Submission } from '../../lessons/judging';
import { filled, goalNumbers, goalWords, live, written } from '../../lessons/words';
import { known } from '../../state/lesson-facts';
import { lastTry } from '../../lessons/lesson-log';
import { rich } from '../../ui/rich';
import { CheckButton, lookOf, Now, QuestionForm, useCheck, Verdict, type QuestionProps } from './question-form';
import { TAGS } from './tags';

const Goals = ({ goals }: { goals: readonly GoalFacts[] }) => (
  <ul class="question-goals">
    {goals.map((goal) => (
      <li key={goal.name} data-reached={goal.reached}>
        {goalWords(goal)}: <span class="goal-state">{goal.reached ? t('lessons.reached') : t('lessons.notYet', { now: written(goal.now) })}</span>
      </li>
    ))}
  </ul>
);

/** Says which goals are reached; it changes, and is told, only when one is reached or missed again. */
const Reached = ({ goals }: { goals: readonly GoalFacts[] }) => (
  <p class="hidden-words" role="status" aria-label={t('lessons.goals')}>
    {goals.map((goal) => t(goal.reached ? 'lessons.goalReached' : 'lessons.goalMissed', { goal: goalWords(goal) })).join(' ')}
  </p>
);

const verdictWords = ({ number, verdict }: Submission): string =>
  verdict.right ? t('lessons.solvedTries', { count: number }) : t('lessons.unsolved', { number });

export const TaskQuestion = ({ question, id, stepIndex }: QuestionProps<Task>) => {
  const { ask, goal, hint, after, own_data: isOwn } = question;
  const submission = lastTry(id, stepIndex);
  const isDone = submission?.final === true;
  const { check, fault } = useCheck(() => ({ kind: 'task', question }));
  const found = known.value ? goal.map((one) => goalFacts(one, known.value!)) : [];
  const now = found.flatMap((one) => one ?? []);
  const then = isDone && submission.verdict.kind === 'task' ? submission.verdict.goals : undefined;
  return (
    <QuestionForm onCheck={() => void check()}>
      <p>
        <strong>{t(isOwn ? 'lessons.challenge' : 'lessons.task')}</strong> {rich(filled(ask, lookOf(submission)), TAGS)}
      </p>
      <Goals goals={then ?? now} />
      {!isDone && <Reached goals={now} />}
      <CheckButton isDone={isDone} />
      <Verdict fault={fault} submission={submission} words={submission && verdictWords(submission)} after={after} />
      {then && now.length > 0 && goalNumbers(now) !== goalNumbers(then) && <Now words={goalNumbers(now)} />}
      {hint && !isDone && (
        <details>
          <summary>{t('lessons.hint')}</summary>
          <p>{rich(filled(hint, live(known.value)), TAGS)}</p>
        </details>
      )}
    </QuestionForm>
  );
};
