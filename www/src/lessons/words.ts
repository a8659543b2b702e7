/**
 * A lesson's words in the language in force, the facts filled in. Knows no panel.
 */
import { language } from '../i18n';
import { factAt, written, type Known } from './facts';
import type { Words } from './schema';

/** In the language in force; else in English; else in whatever the lesson speaks. */
export const spoken = (words: Words): string => words[language.value] ?? words.en ?? Object.values(words)[0] ?? '';

/** What stands for a number that is still being computed. */
const SOON = '…';

/** With every `{fact}` as the page writes it. */
export const filled = (words: Words, known: Known | undefined): string =>
  spoken(words).replaceAll(/\{([^{}]*)\}/g, (_, expression: string) => {
    const fact = known && factAt(expression, known);
    return fact ? written(fact) : SOON;
  });
