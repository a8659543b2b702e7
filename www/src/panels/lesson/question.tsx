/**
 * A step's question: a number to predict, an answer to choose, or a goal to reach. An answer is compared in words and kept.
 */
import { useEffect } from 'preact/hooks';
import type { Step } from '../../lessons/schema';
import { answersIn } from '../../lessons/lesson-log';
import { turn } from '../../state/lesson';
import { ChoiceQuestion } from './choice';
import { PredictionQuestion } from './prediction';
import { TaskQuestion } from './task';

export const Question = ({ step: { predict, choose, task }, id, place }: { step: Step; id: string; place: number }) => {
  const reveal = (predict ?? choose)?.reveal ?? '';
  // Who comes back to what was answered sees what the answer has shown.
  useEffect(() => {
    if (reveal !== '' && answersIn(id)[place]) void turn(reveal);
  }, [id, place]);
  if (predict) return <PredictionQuestion question={predict} id={id} place={place} />;
  if (choose) return <ChoiceQuestion question={choose} id={id} place={place} />;
  if (task) return <TaskQuestion question={task} id={id} place={place} />;
  return null;
};
