/**
 * What stands between the tags of a lesson's words: stressed words, and words that explain themselves.
 */
import type { rich } from '../../ui/rich';
import { Term } from '../../ui/term';
import { TITLES, type TermKey } from '../term-titles';

export const PARTS: Parameters<typeof rich>[1] = {
  b: (words) => <strong>{words}</strong>,
  ...Object.fromEntries(Object.keys(TITLES).map((key) => [key, (words: string) => <Term of={key as TermKey} words={words} />])),
};
