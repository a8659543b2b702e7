/**
 * Reads lessons as the page does and says what is wrong with them: `node scripts/check-lessons.js FILE...`, without files all
 * of the page's own. Then walks through each in every language it speaks (lesson-walk.js): every fact in its words must have a number, every
 * question an answer, every task must fail as it begins and be solved by its solution, and no verdict may change afterwards. Each
 * wrong choice must have a `why`, and the longest text must not give the right ones away.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { walker } from './lesson-walk.js';
import { pageInNode } from './page-in-node.js';

const OWN = 'www/src/lessons/core';
const ORDER = 'www/src/lessons/order.json';
const LANGUAGES = ['en', 'es', 'zh'];
/** The largest share of questions with choices in which the longest text may be right, where there are enough to tell. */
const MOST_LONGEST = 0.4;
const ENOUGH = 10;

const files = process.argv.length > 2 ? process.argv.slice(2) : (await readdir(OWN)).toSorted().map((name) => `${OWN}/${name}`);
const order = JSON.parse(await readFile(ORDER, 'utf8'));
const { load, close } = await pageInNode();
const { parseLesson } = await load('/src/lessons/reader.ts');
const walk = await walker(load);

let broken = 0;
let checks = 0;
let walks = 0;
const ids = new Set();
/** For each question with choices whether the longest text is the right one, by language. */
const longest = Object.fromEntries(LANGUAGES.map((language) => [language, []]));
for (const file of files) {
  const read = parseLesson(await readFile(file, 'utf8'));
  const faults = read.faults ?? [];
  if (read.lesson) {
    const { id, title } = read.lesson;
    if (ids.has(id)) faults.push(`another lesson is called ${id}.`);
    ids.add(id);
    if (file.startsWith(OWN)) {
      const text = JSON.stringify(read.lesson);
      const whole = (text.match(/"en":/g) ?? []).length;
      faults.push(
        ...LANGUAGES.filter((tag) => (text.match(new RegExp(`"${tag}":`, 'g')) ?? []).length !== whole).map(
          (tag) => `some words are not there in ${tag}.`,
        ),
      );
      if (basename(file) !== `${id}.json`) faults.push(`its file must be called ${id}.json.`);
      if (order.filter((listed) => listed === id).length !== 1) faults.push(`${ORDER} must list it once.`);
    }
    for (const language of LANGUAGES.filter((tag) => title[tag] !== undefined)) {
      const walked = await walk(read.lesson, language);
      faults.push(...walked.faults);
      checks += walked.checks;
      longest[language].push(...walked.longest);
      walks += 1;
    }
  }
  broken += faults.length;
  for (const fault of faults) console.error(`${file}: ${fault}`);
}
await close();
for (const [language, right] of Object.entries(longest)) {
  const share = right.filter(Boolean).length / right.length;
  if (right.length >= ENOUGH && share > MOST_LONGEST) {
    broken += 1;
    console.error(
      `in ${language}, always picking the longest text is right in ${Math.round(100 * share)} % of the questions with choices: make wrong ones as long.`,
    );
  }
}
console.log(`${files.length} lessons, ${walks} walks, ${checks} checks, ${broken} faults`);
process.exit(broken > 0 ? 1 : 0);
