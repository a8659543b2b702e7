/**
 * The terms that have an explanation, and their titles. The explanations are in panels/terms.
 */
import { t } from '.';
import words from './en/readout/terms.json';

export type TermKey = keyof typeof words.of;

export const TERM_KEYS = Object.keys(words.of) as TermKey[];

/** The title of a term's card. */
export const termTitle = (of: TermKey): string => t(`terms.of.${of}.title`);
