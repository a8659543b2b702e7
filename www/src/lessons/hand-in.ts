/**
 * The file that a student hands in: the submissions of a lesson and a check code over them. The code detects edited files
 * and, with a class's key, files of other classes; anyone who reads this source can compute a code.
 */
import * as v from 'valibot';
import { answersIn, runOf, variantOf } from './lesson-log';
import { sha256 } from '../engine/core';
import type { Submission } from './judging';
import { saidAndIs } from './words';

const TRY = { said: v.string(), right: v.boolean(), link: v.string() };

/** The newest try at a question, and those before it: right at the second try is `right` with 2 `tries`. */
const Answer = v.strictObject({
  kind: v.picklist(['predict', 'choose', 'task']),
  /** A choice by its number in the lesson's file, from 1: students see them in other orders. */
  said: v.string(),
  is: v.string(),
  right: v.boolean(),
  tries: v.pipe(v.number(), v.integer(), v.minValue(1)),
  link: v.string(),
  /** The first first. Files of version 1 have none, however many tries there were. */
  earlier: v.optional(v.array(v.strictObject(TRY))),
});

const HandIn = v.strictObject({
  quantscope: v.literal('hand-in', 'must be "hand-in"'),
  version: v.picklist([1, 2, 3], 'must be 1, 2 or 3'),
  lesson: v.string(),
  name: v.string(),
  number: v.pipe(v.number(), v.integer()),
  /** Which time the lesson was gone through, as far as the browser knew, from 1. Files before version 3 do not say. */
  run: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** By the number of the step, from 1. */
  answers: v.record(v.pipe(v.string(), v.regex(/^\d+$/, 'is no number of a step')), Answer),
  right: v.pipe(v.number(), v.integer(), v.minValue(0)),
  of: v.pipe(v.number(), v.integer(), v.minValue(0)),
  check: v.string(),
});

export type HandIn = v.InferOutput<typeof HandIn>;

/** Eight digits and letters in two groups. */
const codeOf = ({ check: _, ...rest }: HandIn, key: string): string => {
  const code = sha256(`${key}\n${JSON.stringify(rest)}`)
    .slice(0, 8)
    .toUpperCase();
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};

const answerOf = (tries: readonly Submission[], last: Submission): v.InferOutput<typeof Answer> => {
  const { number, verdict, link } = last;
  const earlier = tries.slice(0, -1).map((one) => ({ said: saidAndIs(one.verdict).said, right: one.verdict.right, link: one.link }));
  return {
    kind: verdict.kind === 'written' ? verdict.of : verdict.kind,
    ...saidAndIs(verdict),
    right: verdict.right,
    tries: number,
    link,
    ...(earlier.length > 0 && { earlier }),
  };
};

/** The content of a hand-in of one run of a lesson with this many questions. */
export const handIn = (lesson: string, name: string, of: number, key: string, run = runOf(lesson)): HandIn => {
  const answers = Object.entries(answersIn(lesson, run)).flatMap(([step, tries]) => {
    const last = tries.at(-1);
    return last ? [[String(Number(step) + 1), answerOf(tries, last)] as const] : [];
  });
  const made: HandIn = {
    quantscope: 'hand-in',
    version: 3,
    lesson,
    name: name.trim(),
    number: variantOf(lesson, run),
    run,
    answers: Object.fromEntries(answers),
    right: answers.filter(([, { right }]) => right).length,
    of,
    check: '',
  };
  return { ...made, check: codeOf(made, key) };
};

/** A hand-in file as it was read, and whether its code fits; or the error in the file. */
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
