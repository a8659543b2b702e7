/**
 * The links of a lesson's steps. A link is the part of an address after `#v=1&`.
 */
import type { Lesson } from './schema';

/** The link of the state that `changes`, a part of a link, makes of `link`. */
export const changed = (link: string, changes: string): string => `${link}&${changes}`;

/** The link of the state of the step at `place`, from 0: its own, or that of the nearest step before that has one. */
export const linkOf = ({ steps }: Pick<Lesson, 'steps'>, place: number): string =>
  steps.slice(0, place + 1).findLast(({ state }) => state !== undefined)?.state ?? '';
