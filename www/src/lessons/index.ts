/**
 * The page's own lessons, in one chunk that is fetched when the first lesson is needed. Each is a file of core/; they are in
 * the order of the file names.
 */
import { readLesson } from './reader';
import type { Lesson } from './schema';

const FILES = import.meta.glob<unknown>('./core/*.json', { eager: true, import: 'default' });

/** Throws for a broken lesson: scripts/check-lessons.js reads them all before a release. */
const read = ([file, json]: [string, unknown]): Lesson => {
  const found = readLesson(json);
  if ('faults' in found) throw new Error(`${file}: ${found.faults.join(' ')}`);
  return found.lesson;
};

export const LESSONS: readonly Lesson[] = Object.entries(FILES)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(read);
