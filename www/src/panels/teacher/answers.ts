/**
 * The right answers of a lesson, computed by the engine as the check of a student's answer does: numbers after the reveal, choices whose
 * conditions hold, goals under their solution. Must not know how they look.
 */
import { Rejected, WorkerLost } from '../../engine/bridge';
import { factAt, type Fact, type FactSources } from '../../lessons/facts';
import { goalFacts, rightChoice, type GoalFacts } from '../../lessons/judging';
import type { Choice, Lesson, Prediction, Step, Task } from '../../lessons/schema';
import { factsOfStep } from '../../state/facts-of-step';

/** The right answer to a question, with what is known when it is asked and once it is answered. */
export type RightAnswer = { asked: FactSources; answered: FactSources } & (
  | { kind: 'predict'; question: Prediction; is: Fact }
  /** The index of the choice. */
  | { kind: 'choose'; question: Choice; is: number }
  /** The goals under the solution. */
  | { kind: 'task'; question: Task; goals: readonly GoalFacts[] }
);

/** The part of a link that leads to the answer. */
const changesTo = ({ predict, choose, task }: Step): string => task?.solution ?? (predict ?? choose)?.reveal ?? '';

const answerFrom = ({ predict, choose, task }: Step, asked: FactSources, answered: FactSources): RightAnswer | undefined => {
  if (predict) {
    const is = factAt(predict.fact, answered);
    return is && { kind: 'predict', question: predict, is, asked, answered };
  }
  if (choose) {
    const is = rightChoice(choose, answered);
    return is === undefined ? undefined : { kind: 'choose', question: choose, is, asked, answered };
  }
  return task && { kind: 'task', question: task, goals: task.goal.flatMap((goal) => goalFacts(goal, answered) ?? []), asked, answered };
};

/** The answer to the question of the step with index `at`; nothing where its data are not there, such as a file that is not open. */
export const rightAnswer = async (of: Lesson, at: number): Promise<RightAnswer | undefined> => {
  const step = of.steps[at];
  if (!step) return undefined;
  try {
    const asked = await factsOfStep(of, at, '');
    return answerFrom(step, asked, await factsOfStep(of, at, changesTo(step)));
  } catch (error) {
    if (error instanceof Rejected || error instanceof WorkerLost) return undefined;
    throw error;
  }
};
