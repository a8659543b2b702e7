/**
 * Lessons carried in a link: the lesson's file, packed, in place of its id. Must not know the page's state.
 */
import { packed, unpacked } from './packed';
import { parseLesson } from '../reader';
import type { Lesson } from '../schema';

/** Begins a lesson that is carried: ids begin with a letter, and addresses keep a point as it is. */
const MARK = '.';

/** What a file says without being told. */
const DEFAULTS: Readonly<Record<string, string>> = { reveal: '""', with: '{}', files: '[]', within: '0', own_data: 'false' };

/** The text of a lesson's file. */
export const fileOf = (lesson: Lesson, space?: number): string =>
  JSON.stringify(lesson, (key, value: unknown) => (DEFAULTS[key] === JSON.stringify(value) ? undefined : value), space);

/** What a link says to carry a lesson. The teacher's notes stay behind: students open it. */
export const inlined = async ({ teacher: _, ...lesson }: Lesson): Promise<string> => `${MARK}${await packed(fileOf(lesson))}`;

/** The lesson that a link carries; nothing where the link is damaged or cut off. */
export const lessonIn = async (named: string): Promise<Lesson | undefined> => {
  const text = await unpacked(named.slice(MARK.length));
  const read = text === undefined ? undefined : parseLesson(text);
  return read && 'lesson' in read ? read.lesson : undefined;
};
