/**
 * What a student hands in: a file with the answers and a check code that holds them together. The code shows changes made by
 * hand, and with a class's key whose class it is from; it is no proof against who reads this source.
 */
import * as v from 'valibot';
import { answersIn, variant } from './lesson-log';
import { sha256 } from '../engine/core';

const Answer = v.strictObject({
  kind: v.picklist(['predict', 'choose', 'task']),
  said: v.string(),
  is: v.string(),
  right: v.boolean(),
  tries: v.pipe(v.number(), v.integer(), v.minValue(1)),
  link: v.string(),
});

const HandIn = v.strictObject({
  quantscope: v.literal('hand-in', 'must be "hand-in"'),
  version: v.literal(1, 'must be 1'),
  lesson: v.string(),
  name: v.string(),
  number: v.pipe(v.number(), v.integer()),
  /** By the number of the step, from 1. */
  answers: v.record(v.pipe(v.string(), v.regex(/^\d+$/, 'is no number of a step')), Answer),
  right: v.pipe(v.number(), v.integer(), v.minValue(0)),
  of: v.pipe(v.number(), v.integer(), v.minValue(0)),
  check: v.string(),
});

export type HandIn = v.InferOutput<typeof HandIn>;

/** Eight digits and letters in two groups. */
const codeOf = ({ check: _, ...rest }: HandIn, key: string): string => {
  const code = sha256(`${key}\n${JSON.stringify(rest)}`).slice(0, 8).toUpperCase();
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};

/** What is handed in of a lesson with so many questions. */
export const handIn = (lesson: string, name: string, of: number, key: string): HandIn => {
  const answers = answersIn(lesson);
  const made: HandIn = {
    quantscope: 'hand-in',
    version: 1,
    lesson,
    name: name.trim(),
    number: variant.peek(),
    answers: Object.fromEntries(Object.entries(answers).map(([step, answer]) => [String(Number(step) + 1), answer])),
    right: Object.values(answers).filter(({ right }) => right).length,
    of,
    check: '',
  };
  return { ...made, check: codeOf(made, key) };
};

/** A hand-in file as it was read, and whether its code fits; or what is wrong with the file. */
export const readHandIn = (text: string, key: string): { handIn: HandIn; isWhole: boolean } | { fault: string } => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'json' };
  }
  const read = v.safeParse(HandIn, json);
  if (!read.success) {
    const [issue] = read.issues;
    return { fault: `${(issue.path ?? []).map(({ key: name }) => String(name)).join('.')}: ${issue.message}` };
  }
  const { output } = read;
  const right = Object.values(output.answers).filter((answer) => answer.right).length;
  return { handIn: output, isWhole: output.check === codeOf(output, key) && output.right === right };
};
