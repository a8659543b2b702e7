/**
 * What a step of a lesson asks and what an answer to it says, as text: the facts of a student's data are not known here and stand as
 * an ellipsis. Knows no panel.
 */
import { t } from '../../../i18n';
import type { Lesson } from '../../../lessons/schema';
import { filled, localized } from '../../../lessons/words';
import { lessons, otherLessons } from '../../../state/lessons';

const plain = (text: string): string => text.replaceAll(/<\/?\w+>/g, '');

const nothingKnown = (): undefined => undefined;

const lessonCalled = (id: string): Lesson | undefined => [...otherLessons.value, ...lessons.value].find((one) => one.id === id);

/** The title of a lesson; its id where the page has no such lesson. */
export const titleOf = (id: string): string => {
  const title = lessonCalled(id)?.title;
  return title ? localized(title) : id;
};

/** The question of the step with this number, from 1. */
export const askedAt = (id: string, step: number): string => {
  const { predict, choose, task } = lessonCalled(id)?.steps[step - 1] ?? {};
  const ask = (predict ?? choose ?? task)?.ask;
  return ask ? plain(filled(ask, nothingKnown)) : t('teacher.class.step', { step });
};

/** An answer in words: a choice by its words, numbers as they were typed. */
export const saidAt = (id: string, step: number, said: string): string => {
  const choice = lessonCalled(id)?.steps[step - 1]?.choose?.choices[Number(said) - 1];
  return choice ? plain(filled(choice.words, nothingKnown)) : said;
};
