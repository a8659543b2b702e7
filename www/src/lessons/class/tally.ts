/**
 * The numbers of a class: per question how many were right at the first and at the second try, and what was said instead. Must not
 * know words or panels.
 */
import type { HandIn } from '../hand-in';
import type { Student } from './students';

type Answer = HandIn['answers'][string];

/** A wrong answer and how many students gave it. Choices are numbers of the lesson's file, from 1. */
export type Wrong = { said: string; times: number };

export type Tally = {
  /** The number of the step, from 1. */
  step: number;
  kind: Answer['kind'];
  /** How many students answered it. */
  answered: number;
  first: number;
  second: number;
  /** Tasks have more than two tries. */
  later: number;
  /** The most frequent first. */
  wrong: readonly Wrong[];
};

/** The hand-ins of one lesson. */
export type LessonClass = { lesson: string; students: readonly Student[]; counted: number; questions: readonly Tally[] };

/** The try at which an answer was right; 0 where it is not, nothing without an answer. */
export const rightAt = (answer: Answer | undefined): number | undefined => answer && (answer.right ? answer.tries : 0);

/** How many answers of a hand-in were right at the try with this number. */
export const rightAtTry = ({ answers }: HandIn, number: number): number =>
  Object.values(answers).filter((answer) => rightAt(answer) === number).length;

/** What a student said that was wrong, each once. */
const wrongOf = ({ said, right, earlier = [] }: Answer): string[] => [
  ...new Set([...earlier, { said, right }].filter((one) => !one.right).map((one) => one.said.trim())),
];

const wrongIn = (answers: readonly Answer[]): Wrong[] => {
  const times = new Map<string, number>();
  for (const said of answers.flatMap(wrongOf)) times.set(said, (times.get(said) ?? 0) + 1);
  return [...times].map(([said, count]) => ({ said, times: count })).sort((a, b) => b.times - a.times);
};

const tallyOf = (step: number, answers: readonly Answer[]): Tally => {
  const count = (holds: (at: number) => boolean): number => answers.filter((answer) => holds(rightAt(answer) ?? 0)).length;
  return {
    step,
    kind: answers[0]?.kind ?? 'choose',
    answered: answers.length,
    first: count((at) => at === 1),
    second: count((at) => at === 2),
    later: count((at) => at > 2),
    wrong: wrongIn(answers),
  };
};

const lessonClass = (lesson: string, students: readonly Student[]): LessonClass => {
  const counted = students.filter(({ counts }) => counts);
  const steps = new Set(students.flatMap(({ handIn }) => Object.keys(handIn.answers).map(Number)));
  const questions = [...steps]
    .sort((a, b) => a - b)
    .map((step) =>
      tallyOf(
        step,
        counted.flatMap(({ handIn }) => handIn.answers[String(step)] ?? []),
      ),
    );
  return { lesson, students, counted: counted.length, questions };
};

/** The hand-ins lesson by lesson, in the order in which the lessons first came. */
export const byLesson = (students: readonly Student[]): LessonClass[] =>
  [...new Set(students.map(({ handIn }) => handIn.lesson))].map((lesson) =>
    lessonClass(
      lesson,
      students.filter(({ handIn }) => handIn.lesson === lesson),
    ),
  );
