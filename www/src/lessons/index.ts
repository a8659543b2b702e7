/**
 * The page's own lessons, in one chunk that is fetched when the first lesson is needed. order.json says which there are and in
 * what order; each is the file of core/ that is called after its id.
 */
import order from './order.json';
import { readLesson } from './reader';
import type { Lesson } from './schema';

const FILES = import.meta.glob<unknown>('./core/*.json', { eager: true, import: 'default' });

/** Throws for a broken lesson: scripts/check-lessons.js reads them all before a release. */
const read = (id: string): Lesson => {
  const found = readLesson(FILES[`./core/${id}.json`]);
  if ('faults' in found) throw new Error(`${id}: ${found.faults.join(' ')}`);
  return found.lesson;
};

export const LESSONS: readonly Lesson[] = order.map(read);

export { lessonIn } from './carried/inline';
