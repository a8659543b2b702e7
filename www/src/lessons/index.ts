/**
 * The page's own lessons, all in one part that is fetched when the first is asked for. Each is a file of core/, in the order of
 * their names.
 */
import { readLesson } from './reader';
import type { Lesson } from './schema';

const FILES = import.meta.glob<unknown>('./core/*.json', { eager: true, import: 'default' });

/** A broken one is a fault of ours: a test reads them all. */
const read = ([file, json]: [string, unknown]): Lesson => {
  const found = readLesson(json);
  if ('faults' in found) throw new Error(`${file}: ${found.faults.join(' ')}`);
  return found.lesson;
};

export const LESSONS: readonly Lesson[] = Object.entries(FILES)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(read);
