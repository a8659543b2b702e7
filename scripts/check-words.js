/**
 * Checks the page's words: the code contains no text shown or read to the user, every catalog has every sentence, and every
 * sentence is used. `node scripts/check-words.js www/src/charts` looks for words in the code only there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { faultsOf, unsaid } from './words/catalogs.js';
import { textsIn, wordsIn } from './words/literals.js';

const SOURCES = 'www/src';
const CATALOGS = join(SOURCES, 'i18n');
const LANGUAGES = ['en', 'es', 'zh'];
const places = process.argv.slice(2);

const catalogOf = (language) =>
  Object.fromEntries(
    readdirSync(join(CATALOGS, language), { recursive: true })
      .filter((name) => name.endsWith('.json'))
      .map((name) => [basename(name, '.json'), JSON.parse(readFileSync(join(CATALOGS, language, name), 'utf8'))]),
  );

const sources = readdirSync(SOURCES, { recursive: true })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .sort()
  .map((name) => ({ file: join(SOURCES, name), source: readFileSync(join(SOURCES, name), 'utf8') }));
const catalogs = Object.fromEntries(LANGUAGES.map((language) => [language, catalogOf(language)]));

const literals = sources
  .filter(({ file }) => places.length === 0 || places.some((place) => file.startsWith(place)))
  .flatMap(({ file, source }) => wordsIn(file, source).map(({ line, text }) => `${file}:${line}: '${text}' belongs in a catalog of ${CATALOGS}`));
const texts = sources.flatMap(({ file, source }) => textsIn(file, source));
const faults = [...literals, ...faultsOf(catalogs), ...unsaid(catalogs.en, texts).map((key) => `no source says ${key}`)];

for (const fault of faults) console.error(fault);
console.log(`${sources.length} sources, ${LANGUAGES.length} languages: ${faults.length} faults`);
if (faults.length > 0) process.exit(1);
