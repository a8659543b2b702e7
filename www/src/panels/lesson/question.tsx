/**
 * A step's question: a number to predict, an answer to choose, or a goal to reach.
 */
import { useEffect } from 'preact/hooks';
import type { Step } from '../../lessons/schema';
import { reveal } from '../../state/lesson';
import { lastTry } from '../../lessons/lesson-log';
import { ChoiceQuestion } from './choice';
import { PredictionQuestion } from './prediction';
import { TaskQuestion } from './task';

export const Question = ({ step: { predict, choose, task }, id, place }: { step: Step; id: string; place: number }) => {
  const changes = (predict ?? choose)?.reveal ?? '';
  // Who comes back to an answered question sees what the answer has revealed.
  useEffect(() => {
    if (changes !== '' && lastTry(id, place)) reveal(changes);
  }, [id, place]);
  if (predict) return <PredictionQuestion question={predict} id={id} place={place} />;
  if (choose) return <ChoiceQuestion question={choose} id={id} place={place} />;
  if (task) return <TaskQuestion question={task} id={id} place={place} />;
  return null;
};
