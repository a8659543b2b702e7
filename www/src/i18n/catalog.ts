/**
 * The type of a translation of the page's words, and its assembly from files.
 */
import type { Words } from './en';

/** The sentences of English in another language, which has plural forms of its own. */
export type Translation<Of = Words> = {
  [K in keyof Of as K extends `${string}_one` ? never : K]: Of[K] extends string ? string : Translation<Of[K]>;
};

/**
 * The words of the files that `import.meta.glob` found, by the names of the files. scripts/check-words.js
 * checks that each language has every sentence of English.
 */
export const translationOf = (files: Readonly<Record<string, unknown>>): Translation =>
  Object.fromEntries(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.json$/g, ''), words])) as Translation;
