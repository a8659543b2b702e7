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

export const Question = ({ step: { predict, choose, task }, id, stepIndex }: { step: Step; id: string; stepIndex: number }) => {
  const changes = (predict ?? choose)?.reveal ?? '';
  // An answered question stays revealed when the student comes back to its step.
  useEffect(() => {
    if (changes !== '' && lastTry(id, stepIndex)?.final) reveal(changes);
  }, [id, stepIndex]);
  if (predict) return <PredictionQuestion question={predict} id={id} stepIndex={stepIndex} />;
  if (choose) return <ChoiceQuestion question={choose} id={id} stepIndex={stepIndex} />;
  if (task) return <TaskQuestion question={task} id={id} stepIndex={stepIndex} />;
  return null;
};
