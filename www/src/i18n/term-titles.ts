/**
 * What the words are called that explain themselves. What else is said of them comes later: see terms.tsx.
 */
import { t } from '.';
import words from './en/readout/terms.json';

export type TermKey = keyof typeof words.of;

export const TERM_KEYS = Object.keys(words.of) as TermKey[];

/** The title of a term's card. */
export const termTitle = (of: TermKey): string => t(`terms.of.${of}.title`);
