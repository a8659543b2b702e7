/**
 * The page's words in the language in force. English is always there and stands in where a translation lacks a sentence;
 * the others are fetched when asked for. Knows no panel and no engine.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import i18next from 'i18next';
import type { Language } from '../engine/wasm';
import en from './en';

/** The languages there are, by their own names. */
export const LANGUAGES = { en: 'English', es: 'Español', zh: '简体中文' } as const;

export type Spoken = keyof typeof LANGUAGES;

/** Words with the keys of English. Not every language has a form of its own for one. */
type Translated<Words> = {
  [K in keyof Words as K extends `${string}_one` ? never : K]: Words[K] extends string ? string : Translated<Words[K]>;
};

/** The words of a language: the page's. */
type Catalog = { words: Translated<typeof en> };

const CATALOGS: Record<Exclude<Spoken, 'en'>, () => Promise<{ default: Catalog['words'] }>> = {
  es: () => import('./es'),
  zh: () => import('./zh'),
};

/** The tags that numbers and `lang` take. */
const TAGS: Record<Spoken, string> = { en: 'en', es: 'es', zh: 'zh-Hans' };

const now = signal<Spoken>('en');

/** The language in force. */
export const language: ReadonlySignal<Spoken> = now;

const isSpoken = (tag: string): tag is Spoken => tag in LANGUAGES;

/** The language a view asks for: one of ours that the browser prefers, unless it names one. */
export const languageOf = (asked: Language): Spoken =>
  asked === 'auto' ? (navigator.languages.map((tag) => tag.slice(0, 2)).find(isSpoken) ?? 'en') : asked;

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // Braces as in the core's sentences and in lessons; Preact escapes.
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  returnNull: false,
});

/** Takes `next` into force once its words are there. Rejects where they cannot be had. */
export const speak = async (next: Spoken): Promise<void> => {
  if (next !== 'en' && !i18next.hasResourceBundle(next, 'translation')) {
    i18next.addResourceBundle(next, 'translation', (await CATALOGS[next]()).default);
  }
  await i18next.changeLanguage(next);
  document.documentElement.lang = TAGS[next];
  now.value = next;
};

/** What a key may be: the path to a sentence, without the ending of its plural form. */
type Key<Words, Path extends string = ''> = {
  [K in keyof Words & string]: Words[K] extends string
    ? `${Path}${K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K}`
    : Key<Words[K], `${Path}${K}.`>;
}[keyof Words & string];

export type WordKey = Key<typeof en>;

/**
 * A sentence by its key, `{names}` filled in; `count` chooses the plural form. Who renders it renders again in another
 * language.
 */
export const t = (key: WordKey, values: Readonly<Record<string, string | number>> = {}): string => {
  void now.value;
  return i18next.t(key, values);
};
