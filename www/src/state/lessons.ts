/**
 * The page's own lessons, fetched together when the first is needed.
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
