/**
 * One term, one translation: the words of the page, the core and the lessons against the table of docs/terms.md.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Language = 'es' | 'zh';
type Sentence = { place: string; en: string; ours: string };

const load = (files: Record<string, unknown>) => files as Record<string, Json>;
const ENGLISH = load(import.meta.glob('./en/**/*.json', { eager: true, import: 'default' }));
const OURS = load(import.meta.glob('./{es,zh}/**/*.json', { eager: true, import: 'default' }));
const CORE = load(import.meta.glob('./core/*.json', { eager: true, import: 'default' }));
const LESSONS = load(import.meta.glob('../lessons/core/*.json', { eager: true, import: 'default' }));

/** Without placeholders and tags, whose names are English in every language. */
const plain = (text: string): string => text.replaceAll(/\{[^{}]*\}|<\/?\w+>/g, '');

const isObject = (json: Json | undefined): json is { [key: string]: Json } => typeof json === 'object' && json !== null && !Array.isArray(json);

/** Sentences of a catalog beside the English one; plural forms that English lacks have nothing beside them. */
const ofCatalog = (en: Json | undefined, ours: Json, place: string): Sentence[] => {
  if (typeof ours === 'string') return [{ place, en: typeof en === 'string' ? plain(en) : '', ours: plain(ours) }];
  if (!isObject(ours)) return [];
  return Object.entries(ours).flatMap(([key, value]) => ofCatalog(isObject(en) ? en[key] : undefined, value, `${place}, ${key}`));
};

const ofLesson = (json: Json, language: Language, place: string): Sentence[] => {
  if (Array.isArray(json)) return json.flatMap((value, i) => ofLesson(value, language, `${place}, ${i + 1}`));
  if (!isObject(json)) return [];
  const { en, [language]: ours } = json;
  if (typeof en === 'string' && typeof ours === 'string') return [{ place, en: plain(en), ours: plain(ours) }];
  return Object.entries(json).flatMap(([key, value]) => ofLesson(value, language, `${place}, ${key}`));
};

const sentencesIn = (language: Language): Sentence[] => [
  ...Object.entries(OURS).flatMap(([file, json]) =>
    file.startsWith(`./${language}/`) ? ofCatalog(ENGLISH[file.replace(`./${language}/`, './en/')], json, file) : [],
  ),
  ...Object.entries((CORE[`./core/${language}.json`] ?? {}) as Record<string, string | string[]>).map(([en, ours]) => ({
    place: `core: ${en}`,
    en: plain(en),
    ours: plain([ours].flat().join(' ')),
  })),
  ...Object.entries(LESSONS).flatMap(([file, json]) => ofLesson(json, language, file)),
];

/** The regular expressions of a cell; the table escapes the bar. */
const patterns = (cell: string): RegExp[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, found = '']) => new RegExp(found.replaceAll('\\|', '|'), 'i'));

const ROWS = readFileSync('docs/terms.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| English'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map(patterns),
  );

for (const [language, own, not] of [
  ['es', 1, 3],
  ['zh', 2, 4],
] as const) {
  const sentences = sentencesIn(language);

  test(`${language}: a term has one translation`, () => {
    assert.ok(ROWS.length > 20 && sentences.length > 1500);
    const faults: string[] = [];
    for (const row of ROWS) {
      const [[term] = [], mine = [], avoided = []] = [row[0], row[own], row[not]];
      for (const { place, en, ours } of sentences) {
        if (term?.test(en) && !mine.some((pattern) => pattern.test(ours))) faults.push(`${place}: '${ours}' has no ${mine.join(', ')}`);
        for (const pattern of avoided) if (pattern.test(ours)) faults.push(`${place}: '${ours}' has ${pattern}`);
      }
    }
    assert.deepEqual(faults, []);
  });
}
