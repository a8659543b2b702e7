/**
 * A class's results as CSV, for gradebooks and spreadsheets: numbers with points, comma between fields, UTF-8 with a mark that
 * spreadsheets know it by. docs/lessons.md explains the columns. Must not know panels.
 */
import { inEnglish } from '../../i18n';
import { rightAt, rightAtTry, type LessonClass } from './tally';

type Cell = string | number | undefined;

/** A spreadsheet computes what begins like a formula: such text gets an apostrophe. */
const FORMULA = /^[=+@\t\r-](?!\d+([.,]\d+)?$)/;

const cell = (value: Cell): string => {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const csv = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** A share in percent with two decimals. */
const percent = (part: number, of: number): number | undefined => (of > 0 ? Math.round((10_000 * part) / of) / 100 : undefined);

/** A row for each hand-in that counts. The columns of the steps say at which try the answer was right, 0 for never. */
export const studentsCsv = (classes: readonly LessonClass[]): string => {
  const steps = [...new Set(classes.flatMap(({ questions }) => questions.map(({ step }) => step)))].sort((a, b) => a - b);
  const head = [
    inEnglish('teacher.csv.name'),
    inEnglish('teacher.csv.number'),
    inEnglish('teacher.csv.lesson'),
    inEnglish('teacher.csv.run'),
    inEnglish('teacher.csv.right'),
    inEnglish('teacher.csv.questions'),
    inEnglish('teacher.csv.percent'),
    inEnglish('teacher.csv.first'),
    inEnglish('teacher.csv.second'),
    ...steps.map((step) => inEnglish('teacher.csv.step', { step })),
  ];
  const rows = classes.flatMap(({ students }) =>
    students
      .filter(({ counts }) => counts)
      .map(({ from, handIn }) => [
        handIn.name || from,
        handIn.number,
        handIn.lesson,
        handIn.run,
        handIn.right,
        handIn.of,
        percent(handIn.right, handIn.of),
        rightAtTry(handIn, 1),
        rightAtTry(handIn, 2),
        ...steps.map((step) => rightAt(handIn.answers[String(step)])),
      ]),
  );
  return csv([head, ...rows]);
};

/** The number of wrong answers with columns. */
const MOST_WRONG = 3;

/** A row for each question; `words` gives what it asks and what a wrong answer says. */
export const questionsCsv = (
  classes: readonly LessonClass[],
  words: { ask: (lesson: string, step: number) => string; said: (lesson: string, step: number, said: string) => string },
): string => {
  const places = Array.from({ length: MOST_WRONG }, (_, i) => i);
  const head = [
    inEnglish('teacher.csv.lesson'),
    inEnglish('teacher.csv.stepNumber'),
    inEnglish('teacher.csv.question'),
    inEnglish('teacher.csv.handIns'),
    inEnglish('teacher.csv.answered'),
    inEnglish('teacher.csv.first'),
    inEnglish('teacher.csv.second'),
    inEnglish('teacher.csv.later'),
    ...places.flatMap((i) => [inEnglish('teacher.csv.wrong', { place: i + 1 }), inEnglish('teacher.csv.times', { place: i + 1 })]),
  ];
  const rows = classes.flatMap(({ lesson, counted, questions }) =>
    questions.map(({ step, answered, first, second, later, wrong }) => [
      lesson,
      step,
      words.ask(lesson, step),
      counted,
      answered,
      first,
      second,
      later,
      ...places.flatMap((i) => [wrong[i] && words.said(lesson, step, wrong[i].said), wrong[i]?.times]),
    ]),
  );
  return csv([head, ...rows]);
};
