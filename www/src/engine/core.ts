/**
 * The parts of the page's own wasm instance that need no data: examples, schemes, links, number formats. To be imported after
 * `startEngine` has resolved.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import {
  wasm,
  type ChannelsChart,
  type ExampleInfo,
  type FieldError,
  type FormatsChart,
  type RangeMethod,
  type SchemeOptions,
  type Settings,
  type Painter,
  type State,
} from './wasm';
import { followLocale, language } from '../i18n';

/** Keeps the page's own wasm instance in the current language. */
export const followLanguage = (): void => followLocale(({ catalog, decimal, group }) => wasm.set_locale(catalog, decimal, group));

/** A value that is made again in another language. */
const inWords = <T>(make: () => T): ReadonlySignal<T> =>
  computed(() => {
    void language.value;
    return make();
  });

/** The data menu. */
export const examples = inWords((): ExampleInfo[] => wasm.examples());
/** The options of each scheme. */
export const schemeOptions: SchemeOptions[] = wasm.scheme_options();

const methods = new Map<string, readonly RangeMethod[]>();

/** The range methods that settings can use; none where the levels follow from no range. */
export const rangeMethods = ({ scheme, scaled }: Pick<Settings, 'scheme' | 'scaled'>): readonly RangeMethod[] => {
  const key = `${scheme} ${scaled}`;
  const known = methods.get(key) ?? wasm.range_methods(scheme, scaled);
  methods.set(key, known);
  return known;
};

/** Numbers of the core that the page counts with. */
export const limits = wasm.limits();

/** A description of an example's values, in the page's language; `undefined` for the user's own values and for values changed by hand. */
export const aboutSource = wasm.about_source;

/** Reads a link: the state, and what was wrong. */
export const readLink = wasm.open_link;

/** The state as the part of an address after `#`. */
export const writeLink = wasm.write_link;

/** The SHA-256 of a text, in hexadecimal. */
export const sha256 = wasm.sha256;

/** The start page. */
export const START: State = wasm.open_link('').state;

/** The state a link stands for. */
export const stateOf = (link: string): State => wasm.open_link(link).state;

/** A link to `state` as it is. */
export const linkTo = (to: State): string => `${new URL(location.pathname, location.href)}#${wasm.write_link(to)}`;

/** Draws what the engine has modelled; to be freed. */
export const painterOf = (models: Uint8Array): Painter => new wasm.Painter(models);

/** The value read from a text, or the sentence that says why it cannot be read. */
export type Read<T> = { value: T } | { refusal: string };

const read = <T>(ask: () => T): Read<T> => {
  try {
    return { value: ask() };
  } catch (error) {
    return { refusal: (error as FieldError).message };
  }
};

/** The number that was typed or pasted into a field, in any notation that leaves one number; it may end with `unit`. */
export const readNumber = (text: string, unit = ''): Read<number> => read(() => wasm.read_number(text, unit));

/** The numbers of a list that was typed. */
export const readLevels = (text: string): Read<number[]> => read(() => [...wasm.read_levels(text)]);

/** Text that was pasted as data, with points for the decimal commas of the language. */
export const withDecimalPoints = (text: string): Read<string> => read(() => wasm.with_decimal_points(text) ?? text);

/** A number in at most 4 significant digits, as every chart and table writes it. */
export const formatNumber = (value: number): string => wasm.format_number(value);

/** A whole number with every digit. */
export const formatWhole = wasm.format_whole;
/** A share of 1 in percent. */
export const formatPercent = wasm.format_percent;
/** Decibels, one decimal. */
export const formatDecibel = wasm.format_decibel;

/** The formats of the format comparison. */
export const formatCandidates = wasm.format_candidates;
/** The picture of the format comparison. */
export const formatsPicture = (...of: ConstructorParameters<typeof wasm.FormatsChart>): FormatsChart => new wasm.FormatsChart(...of);

/** The rows or columns that the engine has measured. */
export const channelsChart = (bytes: Uint8Array): ChannelsChart => new wasm.ChannelsChart(bytes);
/** The granularities that settings can have. */
export const granularitiesOf = wasm.granularities;

/** A convention in words. */
export const conventionWords = wasm.convention_words;
export const withCodesOffered = wasm.with_codes_offered;

/** An example's source with its recommended parameters. */
export const exampleSource = wasm.example_source;
