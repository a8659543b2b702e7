/**
 * The links of a lesson's steps. A link is the part of an address after `#v=1&`.
 */
import type { Lesson } from './schema';

/** The link of the state that `changes`, a part of a link, makes of `link`. */
export const changed = (link: string, changes: string): string => `${link}&${changes}`;

/** The link of the state of the step with this index: its own, or that of the nearest step before that has one. */
export const linkOf = ({ steps }: Pick<Lesson, 'steps'>, index: number): string =>
  steps.slice(0, index + 1).findLast(({ state }) => state !== undefined)?.state ?? '';
