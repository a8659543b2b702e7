/**
 * The page's own lessons, fetched together when the first is needed, and those opened from files and links.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Lesson } from '../lessons/schema';

const ours = signal<readonly Lesson[]>([]);

/** The lessons; empty until they are fetched. */
export const lessons: ReadonlySignal<readonly Lesson[]> = ours;

/** Fetches the lessons. */
export const fetchLessons = async (): Promise<readonly Lesson[]> => {
  if (ours.peek().length === 0) ours.value = (await import('../lessons')).LESSONS;
  return ours.peek();
};

const others = signal<readonly Lesson[]>([]);

/** The lessons opened from files and links, and those that a teacher makes. */
export const otherLessons: ReadonlySignal<readonly Lesson[]> = others;

/** Keeps a lesson while the page is open; it takes the place of one with its id. */
export const keepOther = (of: Lesson): void => {
  others.value = [...others.peek().filter(({ id }) => id !== of.id), of];
};
