/**
 * The schema of a lesson: one JSON file with the words of all languages. Only the shape is checked here; reader.ts checks links,
 * facts and numbers. docs/lessons.md explains the format to authors.
 */
import * as v from 'valibot';
import { PLACES } from './parts';

const sentence = v.pipe(v.string(), v.nonEmpty('is empty'));

/** The same words in each language of the lesson. English, else the first language given, is used for a missing one. */
const Words = v.pipe(
  v.strictObject({ en: v.optional(sentence), es: v.optional(sentence), zh: v.optional(sentence) }),
  v.check((words) => Object.keys(words).length > 0, 'has no words: give them as {"en": "..."}'),
);

/** A fact of the study on show or of one of the step's other settings, or two facts joined by - or /. */
const fact = v.pipe(
  v.string(),
  v.regex(/^[a-z_]+(\.[a-z_]+)?( [-/] [a-z_]+(\.[a-z_]+)?)?$/, 'is no fact such as sqnr, other.mse or "mse / other.mse"'),
);

const bound = v.union([v.number(), fact], 'is neither a number nor a fact');

/** A condition on a fact: all bounds that are given must hold. */
const Goal = v.strictObject({
  fact,
  at_least: v.optional(bound),
  at_most: v.optional(bound),
  above: v.optional(bound),
  below: v.optional(bound),
});

/** The part of an address after `#`, without `v=1&`. */
const link = v.string();

const Prediction = v.strictObject({
  ask: Words,
  /** The fact to predict, with its value after `reveal`. */
  fact,
  /** The largest difference that counts as right, in the unit of the fact; percent for shares. */
  within: v.optional(v.number(), 0),
  /** Ends of a slider beside the field. */
  from: v.optional(v.number()),
  to: v.optional(v.number()),
  step: v.optional(v.number()),
  /** The change made when the answer is checked. */
  reveal: v.optional(link, ''),
  after: v.optional(Words),
  /** Whether each student gets other data, as in a task. */
  own_data: v.optional(v.boolean()),
});

const Choice = v.strictObject({
  ask: Words,
  /** The choice whose conditions hold after `reveal` is right. */
  choices: v.pipe(
    v.array(
      v.strictObject({
        words: Words,
        holds: v.pipe(v.array(Goal), v.nonEmpty('has no condition')),
        /** Shown where this choice was picked and is wrong: one or two sentences on the belief behind it. */
        why: v.optional(Words),
      }),
    ),
    v.minLength(2, 'has fewer than two choices'),
  ),
  reveal: v.optional(link, ''),
  after: v.optional(Words),
});

const Task = v.strictObject({
  ask: Words,
  goal: v.pipe(v.array(Goal), v.nonEmpty('has no condition')),
  hint: v.optional(Words),
  after: v.optional(Words),
  /** The change that reaches the goal, for the teacher and the tests. */
  solution: link,
  /** Whether each student gets other data. Only for generated data. */
  own_data: v.optional(v.boolean(), false),
});

const Step = v.strictObject({
  title: v.optional(Words),
  /** The state to show; its `hide` and `lock` apply during this step. Without it, the state of the step before. */
  state: v.optional(link),
  /** The part of the page that is framed. */
  look: v.optional(v.picklist(PLACES)),
  /** Other settings on the same data, by name, as changes of the step's. Their facts are `name.sqnr` and so on. */
  with: v.optional(v.record(v.pipe(v.string(), v.regex(/^[a-z_]+$/, 'is no name: use letters')), link), {}),
  /** A dialog that the step offers to open. */
  open: v.optional(v.picklist(['formats', 'lab', 'tensors'])),
  /** Examples that the step offers to open as files. */
  files: v.optional(v.array(v.string()), []),
  words: Words,
  predict: v.optional(Prediction),
  choose: v.optional(Choice),
  task: v.optional(Task),
});

const Lesson = v.strictObject({
  quantscope: v.literal('lesson', 'must be "lesson"'),
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens')),
  minutes: v.pipe(v.number(), v.minValue(1)),
  title: Words,
  about: Words,
  steps: v.pipe(v.array(Step), v.nonEmpty('has no steps')),
  /** For the teacher: the plan of the lesson, and common misconceptions. */
  teacher: v.optional(
    v.strictObject({
      plan: v.array(v.strictObject({ minutes: v.number(), words: Words })),
      misconceptions: v.array(v.strictObject({ belief: Words, answer: Words })),
    }),
  ),
});

export type Words = v.InferOutput<typeof Words>;
export type Goal = v.InferOutput<typeof Goal>;
export type Prediction = v.InferOutput<typeof Prediction>;
export type Choice = v.InferOutput<typeof Choice>;
export type Task = v.InferOutput<typeof Task>;
export type Step = v.InferOutput<typeof Step>;
export type Lesson = v.InferOutput<typeof Lesson>;

/** A path within the file in words: `step 3, predict, ask, es`. */
const placeOf = (path: readonly { key: unknown }[]): string => {
  const names: string[] = [];
  for (const { key } of path) {
    const list = names.at(-1);
    if (typeof key === 'number' && list !== undefined) names[names.length - 1] = `${list.replace(/s$/, '')} ${key + 1}`;
    else names.push(String(key));
  }
  return names.join(', ');
};

/** A lesson of the right shape, or its faults, each with its place. */
export const checkShape = (json: unknown): { lesson: Lesson } | { faults: string[] } => {
  const result = v.safeParse(Lesson, json);
  if (result.success) return { lesson: result.output };
  return { faults: result.issues.map((issue) => `${placeOf(issue.path ?? [])}: ${issue.message}`) };
};
