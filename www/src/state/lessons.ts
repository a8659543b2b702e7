/**
 * The page's own lessons, fetched all at once when the first is asked for.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Lesson } from '../lessons/schema';

const ours = signal<readonly Lesson[]>([]);

/** Those there are; none before they are fetched. */
export const lessons: ReadonlySignal<readonly Lesson[]> = ours;

/** Fetches them. */
export const fetchLessons = async (): Promise<readonly Lesson[]> => {
  if (ours.peek().length === 0) ours.value = (await import('../lessons')).LESSONS;
  return ours.peek();
};
