/**
 * Reads lessons as the page does and says what is wrong with them: `node scripts/check-lessons.js FILE...`, without files all
 * of the page's own. Then walks through each: every fact in its words must have a number, every question an answer, every
 * task must fail as it begins and be solved by its solution.
 */
import { readdir, readFile } from 'node:fs/promises';
import { pageInNode } from './page-in-node.js';

const OWN = 'www/src/lessons/core';
const LANGUAGES = ['en', 'es', 'zh'];

const files = process.argv.length > 2 ? process.argv.slice(2) : (await readdir(OWN)).toSorted().map((name) => `${OWN}/${name}`);
const { load, close } = await pageInNode();
const { parseLesson } = await load('/src/lessons/reader.ts');
const { factAt } = await load('/src/lessons/facts.ts');
const { areReached, rightChoice } = await load('/src/lessons/judging.ts');
const { begin, goTo, settled, turn } = await load('/src/state/lesson.ts');

const PLACES = /\{([^{}]*)\}/g;

/** All words of a step: those said before its answer, and those after. */
const wordsOf = ({ title, words, predict, choose, task }) => ({
  before: [title, words, predict?.ask, choose?.ask, task?.ask, ...(choose?.choices.map((choice) => choice.words) ?? [])],
  after: [predict?.after, choose?.after, task?.after],
});

/** Facts in `words` that have no number in the picture on show. */
const empty = (words, known) =>
  words.flatMap((sentence) =>
    Object.values(sentence ?? {}).flatMap((text) =>
      [...text.matchAll(PLACES)].filter(([, name]) => !Number.isFinite(factAt(name, known)?.value)).map(([whole]) => whole),
    ),
  );

/** What is wrong with a step, as its numbers come out. */
const walk = async (step, at) => {
  const faults = [];
  const told = (kind, places) => places.length > 0 && faults.push(`step ${at + 1}, ${kind}: ${[...new Set(places)].join(' ')} has no number in what it shows.`);
  goTo(at);
  const before = await settled();
  const { before: first, after } = wordsOf(step);
  told('words', empty(first, before));
  const { predict, choose, task } = step;
  if (task && areReached(task.goal, before)) faults.push(`step ${at + 1}, task: its goal is reached before anything is done.`);
  const then = await turn((predict ?? choose)?.reveal ?? task?.solution ?? '');
  told('after', empty(after, then));
  if (predict && !Number.isFinite(factAt(predict.fact, then)?.value)) faults.push(`step ${at + 1}, predict: ${predict.fact} has no number.`);
  if (choose && rightChoice(choose, then) < 0) faults.push(`step ${at + 1}, choose: no choice is right.`);
  if (choose && choose.choices.filter(({ holds }) => areReached(holds, then)).length > 1) faults.push(`step ${at + 1}, choose: more than one choice is right.`);
  if (task && !areReached(task.goal, then)) faults.push(`step ${at + 1}, task: its solution does not reach the goal.`);
  return faults;
};

let broken = 0;
const ids = new Set();
for (const file of files) {
  const read = parseLesson(await readFile(file, 'utf8'));
  const faults = read.faults ?? [];
  if (read.lesson) {
    const { id, steps } = read.lesson;
    if (ids.has(id)) faults.push(`another lesson is called ${id}.`);
    ids.add(id);
    if (file.startsWith(OWN)) {
      const text = JSON.stringify(read.lesson);
      const whole = (text.match(/"en":/g) ?? []).length;
      faults.push(...LANGUAGES.filter((tag) => (text.match(new RegExp(`"${tag}":`, 'g')) ?? []).length !== whole).map((tag) => `some words are not there in ${tag}.`));
      if (!file.endsWith(`-${id}.json`)) faults.push(`its file must be called NN-${id}.json.`);
    }
    begin(read.lesson);
    for (const [i, step] of steps.entries()) faults.push(...(await walk(step, i)));
  }
  broken += faults.length;
  for (const fault of faults) console.error(`${file}: ${fault}`);
}
await close();
console.log(`${files.length} lessons, ${broken} faults`);
process.exit(broken > 0 ? 1 : 0);
