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

export type LanguageCode = keyof typeof LANGUAGES;

/** What English says, said in another language, which has plural forms of its own. */
type Translation<Words> = {
  [K in keyof Words as K extends `${string}_one` ? never : K]: Words[K] extends string ? string : Translation<Words[K]>;
};

/** A language's words: the page's, and the core's sentences as their file has them. */
type Catalog = { default: Translation<typeof en>; core: string };

const CATALOGS: Record<Exclude<LanguageCode, 'en'>, () => Promise<Catalog>> = {
  es: () => import('./es'),
  zh: () => import('./zh'),
};

/** The tags that numbers and `lang` take. */
const TAGS: Record<LanguageCode, string> = { en: 'en', es: 'es', zh: 'zh-Hans' };

/** What the core needs to speak a language: its sentences' catalog, empty for English, and how numbers are written. */
export type Locale = { catalog: string; decimal: string; group: string };

/** Between thousands: read in every language, where commas and points are not. */
const THIN_SPACE = '\u2009';

/** The voice of a language, with the decimal mark of the reader's country. */
const voiceOf = (spoken: LanguageCode, catalog: string): Locale => {
  const tag = navigator.languages.find((one) => one.startsWith(spoken)) ?? spoken;
  const decimal = new Intl.NumberFormat(tag).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return { catalog, decimal, group: THIN_SPACE };
};

/** What a core speaks before it is told anything. */
export const ENGLISH: Locale = { catalog: '', decimal: '.', group: THIN_SPACE };

const now = signal<LanguageCode>('en');
let current = ENGLISH;
const listeners = new Set<(voice: Locale) => void>();

/** The language in force. */
export const language: ReadonlySignal<LanguageCode> = now;

/** The core's voice in the language in force. */
export const locale = (): Locale => current;

/** Has a core of the page's own take the voice over, now and before any word is said in another language. */
export const followLocale = (take: (voice: Locale) => void): void => {
  listeners.add(take);
  take(current);
};

/** Whether a tag is that of one of the languages. */
export const isLanguageCode = (tag: string): tag is LanguageCode => Object.hasOwn(LANGUAGES, tag);

/** The language a view asks for: one of ours that the browser prefers, unless it names one. */
export const languageOf = (asked: Language): LanguageCode =>
  asked === 'auto' ? (navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguageCode) ?? 'en') : asked;

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // Braces as in the core's sentences and in lessons; Preact escapes.
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  returnNull: false,
});

const fetchVoice = async (of: LanguageCode): Promise<Locale> => {
  if (of === 'en') return ENGLISH;
  const { default: words, core } = await CATALOGS[of]();
  i18next.addResourceBundle(of, 'translation', words);
  return voiceOf(of, core);
};

/** Those that are there or on their way: a language keeps its voice, so it is fetched once, and a worker that has it is not told again. */
const voices = new Map<LanguageCode, Promise<Locale>>();

/** Takes `next` into force once its words are there. Rejects where they cannot be had, and tries again when asked again. */
export const setLanguage = async (next: LanguageCode): Promise<void> => {
  const found = voices.get(next) ?? fetchVoice(next);
  voices.set(next, found);
  found.catch(() => voices.delete(next));
  const taken = await found;
  await i18next.changeLanguage(next);
  document.documentElement.lang = TAGS[next];
  current = taken;
  for (const take of listeners) take(current);
  now.value = next;
};

/** What a key may be: the path to a sentence, without the ending of its plural form. */
type Key<Words, Path extends string = ''> = {
  [K in keyof Words & string]: Words[K] extends string
    ? `${Path}${K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K}`
    : Key<Words[K], `${Path}${K}.`>;
}[keyof Words & string];

export type WordKey = Key<typeof en>;

/** Sentences without names, once they were looked up. */
const plain: Record<LanguageCode, Map<WordKey, string>> = { en: new Map(), es: new Map(), zh: new Map() };

/**
 * A sentence by its key, `{names}` filled in; `count` chooses the plural form. Who renders it renders again in another
 * language.
 */
export const t = (key: WordKey, values?: Readonly<Record<string, string | number>>): string => {
  const spoken = now.value;
  if (values) return i18next.t(key, values);
  // A drag says hundreds of them a frame.
  let text = plain[spoken].get(key);
  if (text === undefined) {
    text = i18next.t(key);
    plain[spoken].set(key, text);
  }
  return text;
};

export type Say = typeof t;

/** As `t`, but always in English: for words that go into files. */
export const inEnglish: Say = (key, values = {}) => i18next.t(key, { ...values, lng: 'en' });
