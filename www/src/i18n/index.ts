/**
 * The page's words in the current language. English is always loaded and is the fallback; other languages are fetched when
 * they are chosen. Knows no other part of the page.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import i18next from 'i18next';
import type { Translation } from './catalog';
import en, { type LaterWords, type Words } from './en';

/** The page's languages, each by its own name. */
export const LANGUAGES = { en: 'English', es: 'Español', zh: '简体中文' } as const;

export type LanguageCode = keyof typeof LANGUAGES;

/** The module of a language: the page's words, and the translations of the core's sentences as JSON. */
type Catalog = { default: Translation; core: string };

const CATALOGS: Record<Exclude<LanguageCode, 'en'>, () => Promise<Catalog>> = {
  es: () => import('./es'),
  zh: () => import('./zh'),
};

/** The tags for `lang` and for number formats. */
const TAGS: Record<LanguageCode, string> = { en: 'en', es: 'es', zh: 'zh-Hans' };

/** The core's data for a language: the translations of its sentences as JSON, empty for English, and its decimal and thousands marks. */
export type Locale = { catalog: string; decimal: string; group: string };

/** Between thousands in every language: commas and points mean different things in different countries. */
const THIN_SPACE = '\u2009';

/** The locale of a language, with the decimal mark of the reader's country. */
const localeOf = (code: LanguageCode, catalog: string): Locale => {
  const tag = navigator.languages.find((one) => one.startsWith(code)) ?? code;
  const decimal = new Intl.NumberFormat(tag).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
  return { catalog, decimal, group: THIN_SPACE };
};

/** The initial value for an instance of the core. */
export const ENGLISH: Locale = { catalog: '', decimal: '.', group: THIN_SPACE };

const now = signal<LanguageCode>('en');
const current = signal(ENGLISH);

/** The current language. */
export const language: ReadonlySignal<LanguageCode> = now;

/** The locale of the current language. */
export const locale = (): Locale => current.peek();

/** Calls `take` with the current locale: at once, and before each change of the language. */
export const followLocale = (take: (locale: Locale) => void): void => void current.subscribe(take);

/** Whether a tag is that of one of the languages. */
export const isLanguageCode = (tag: string): tag is LanguageCode => Object.hasOwn(LANGUAGES, tag);

/** The language a view asks for: `auto` is the first of the browser's preferred languages that the page has. */
export const languageOf = (asked: LanguageCode | 'auto'): LanguageCode =>
  asked === 'auto' ? (navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguageCode) ?? 'en') : asked;

void i18next.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // Braces as in the core's sentences and in lessons. Preact does the escaping.
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  returnNull: false,
});

/** Adds the English words of a workspace, before it renders. Other languages are fetched whole. */
export const addWords = <A extends keyof LaterWords>(area: A, words: LaterWords[A]): void => {
  i18next.addResourceBundle('en', 'translation', { [area]: words }, true);
};

const fetchLocale = async (of: LanguageCode): Promise<Locale> => {
  if (of === 'en') return ENGLISH;
  const { default: words, core } = await CATALOGS[of]();
  i18next.addResourceBundle(of, 'translation', words);
  return localeOf(of, core);
};

/** Locales fetched or being fetched. Each stays the same object, so that it is fetched once and sent to a worker once. */
const locales = new Map<LanguageCode, Promise<Locale>>();

/** Changes the language once its words are loaded. Rejects if they cannot be loaded; the next call tries again. */
export const setLanguage = async (next: LanguageCode): Promise<void> => {
  const found = locales.get(next) ?? fetchLocale(next);
  locales.set(next, found);
  found.catch(() => locales.delete(next));
  const taken = await found;
  await i18next.changeLanguage(next);
  document.documentElement.lang = TAGS[next];
  current.value = taken;
  now.value = next;
};

/** The keys of a catalog: the path to a sentence, without the suffix of the plural form. */
type Key<Of, Path extends string = ''> = {
  [K in keyof Of & string]: Of[K] extends string ? `${Path}${K extends `${infer Stem}_${'one' | 'other'}` ? Stem : K}` : Key<Of[K], `${Path}${K}.`>;
}[keyof Of & string];

export type WordKey = Key<Words>;

/** Sentences without placeholders that were looked up before. */
const plain: Record<LanguageCode, Map<WordKey, string>> = { en: new Map(), es: new Map(), zh: new Map() };

/**
 * A sentence by its key, `{names}` filled in; `count` chooses the plural form. Reads the language's signal, so that a
 * component that calls it renders again when the language changes.
 */
export const t = (key: WordKey, values?: Readonly<Record<string, string | number>>): string => {
  const code = now.value;
  if (values) return i18next.t(key, values);
  // During a drag, hundreds of them are looked up in each frame.
  let text = plain[code].get(key);
  if (text === undefined) {
    text = i18next.t(key);
    plain[code].set(key, text);
  }
  return text;
};

export type Translate = typeof t;

/** Like `t`, but always in English: for words in exported files. */
export const inEnglish: Translate = (key, values = {}) => i18next.t(key, { ...values, lng: 'en' });
