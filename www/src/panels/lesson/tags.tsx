/**
 * The components for the tags in a lesson's words: stressed words, and terms with an explanation.
 */
import type { rich } from '../../ui/rich';
import { Term } from '../../ui/term';
import { TERM_KEYS } from '../../i18n/term-titles';

export const TAGS: Parameters<typeof rich>[1] = {
  b: (words) => <strong>{words}</strong>,
  ...Object.fromEntries(TERM_KEYS.map((key) => [key, (words: string) => <Term of={key} words={words} />])),
};
