/**
 * Reads a lesson and checks it: links the page knows, facts that exist, no number typed by hand, the same facts in all languages.
 * A fault names the step and the mend.
 */
import { examples, readLink } from '../engine/core';
import { expressionFault, expressionsIn, withExpressions } from './facts';
import { changed, linkOf } from './links';
import { checkShape, type Goal, type Lesson, type Step, type Words } from './schema';

/** A number by itself; INT8, E4M3 and 2ᵇ are names. */
const TYPED = /(?<![A-Za-z\d._])[-−+]?\d[\d.,]*(?![A-Za-z\d])/u;

const TAGS = /<\/?(\w+)>/g;

/** The faults of the words, where the step has these other settings. */
const wordFaults = (words: Words | undefined, others: readonly string[], place: string): string[] => {
  const texts = Object.entries(words ?? {}).flatMap(([language, text]) => (text === undefined ? [] : [[language, text] as const]));
  const named = texts.map(([, text]) => [...expressionsIn(text)].sort().join());
  return texts.flatMap(([language, text], i) => {
    const faults = expressionsIn(text).flatMap((name) => expressionFault(name, others) ?? []);
    const typed = withExpressions(text, () => '')
      .replaceAll(TAGS, '')
      .match(TYPED)?.[0];
    if (typed !== undefined) faults.push(`the number ${typed} is typed; write the fact it stands for in braces, such as {sqnr}`);
    if (named[i] !== named[0]) faults.push(`its facts are not those of ${texts[0]?.[0]}`);
    return faults.map((fault) => `${place}, ${language}: ${fault}.`);
  });
};

const goalFaults = (goals: readonly Goal[], others: readonly string[], place: string): string[] =>
  goals
    .flatMap(({ fact, ...bounds }) => [fact, ...Object.values(bounds).filter((bound) => typeof bound === 'string')])
    .flatMap((expression) => expressionFault(expression, others) ?? [])
    .map((fault) => `${place}: ${fault}.`);

const linkFaults = (link: string, place: string): string[] => readLink(link).messages.map((message) => `${place}: ${message}`);

const stepFaults = (step: Step, link: string, place: string): string[] => {
  const others = Object.keys(step.with);
  const { predict, choose, task } = step;
  const words: readonly (readonly [Words | undefined, string])[] = [
    [step.title, 'title'],
    [step.words, 'words'],
    [predict?.ask, 'predict'],
    [predict?.after, 'predict, after'],
    [choose?.ask, 'choose'],
    [choose?.after, 'choose, after'],
    [task?.ask, 'task'],
    [task?.hint, 'task, hint'],
    [task?.after, 'task, after'],
    ...(choose?.choices.flatMap(({ words: choice, why }, i) => [
      [choice, `choose, choice ${i + 1}`] as const,
      [why, `choose, choice ${i + 1}, why`] as const,
    ]) ?? []),
  ];
  const links: readonly (readonly [string | undefined, string])[] = [
    [link, 'state'],
    ...Object.entries(step.with).map(([name, changes]) => [changed(link, changes), `with ${name}`] as const),
    [predict && changed(link, predict.reveal), 'predict, reveal'],
    [choose && changed(link, choose.reveal), 'choose, reveal'],
    [task && changed(link, task.solution), 'task, solution'],
  ];
  const faults = [
    ...words.flatMap(([text, part]) => wordFaults(text, others, `${place}, ${part}`)),
    ...links.flatMap(([text, part]) => (text === undefined ? [] : linkFaults(text, `${place}, ${part}`))),
    ...goalFaults(task?.goal ?? [], others, `${place}, task`),
    ...goalFaults(choose?.choices.flatMap(({ holds }) => holds) ?? [], others, `${place}, choose`),
  ];
  const unknown = predict && expressionFault(predict.fact, others);
  if (unknown) faults.push(`${place}, predict: ${unknown}.`);
  if ([predict, choose, task].filter(Boolean).length > 1) faults.push(`${place}: has more than one of predict, choose and task.`);
  const files = new Set(examples.peek().map(({ file }) => file));
  faults.push(...step.files.filter((file) => !files.has(file)).map((file) => `${place}, files: there is no example file '${file}'.`));
  if ((predict ?? task)?.own_data && !examples.peek().some(({ key, generated }) => generated && key === readLink(link).state.source.data)) {
    faults.push(`${place}, own_data: only generated data can be a student's own.`);
  }
  return faults;
};

/** A lesson, or everything that is wrong with it. */
export const readLesson = (json: unknown): { lesson: Lesson } | { faults: string[] } => {
  const read = checkShape(json);
  if ('faults' in read) return read;
  const { lesson } = read;
  const faults = [
    ...wordFaults(lesson.title, [], 'title'),
    ...wordFaults(lesson.about, [], 'about'),
    ...lesson.steps.flatMap((step, i) => stepFaults(step, linkOf(lesson, i), `step ${i + 1}`)),
  ];
  return faults.length > 0 ? { faults } : read;
};

/** Reads a lesson's file. */
export const parseLesson = (text: string): { lesson: Lesson } | { faults: string[] } => {
  try {
    return readLesson(JSON.parse(text));
  } catch (error) {
    return { faults: [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
};
