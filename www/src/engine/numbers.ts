/**
 * Numbers as the panels write them. The digits are chosen by the engine's own format, here only units are joined.
 */
import { locale, t } from '../i18n';
import { formatNumber, formatWhole } from './core';

export { formatDecibel as decibel, formatPercent as percent, formatWhole as whole } from './core';

const NO_BREAK = '\u00a0';

/** Stands where there is no number. */
export const NONE = '—';

/** The shortest digits that mean the same 32-bit float, for fields the user edits. */
export const shortest = (value: number): number => {
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
};

/** As many digits as `formatNumber` writes: for assistive technology that reads the number itself. */
const TOLD_DIGITS = 4;

/** A number without the digits that nobody can hear. */
export const rounded = (value: number): number => Number(value.toPrecision(TOLD_DIGITS));

/** A plain number as text that a field shows and reads: every digit, with the decimal mark of the language. */
export const editable = (value: number): string => String(value).replace('.', locale().decimal);

/** A list of them, told apart where numbers have commas. */
export const editableList = (values: readonly number[]): string => values.map(editable).join(locale().decimal === ',' ? '; ' : ', ');

/** The range and the steps of a number that arrow keys change; with `any` the steps are 1 and start anywhere. */
export type Steps = { min?: number; max?: number; step?: number | 'any' };

/** The next number up or down, as number inputs step: to a multiple of the step, counted from `min`, and not out of the range. */
export const stepped = (value: number, direction: 1 | -1, { min, max, step = 1 }: Steps): number => {
  const size = step === 'any' ? 1 : step;
  const base = min ?? 0;
  const places = (value - base) / size;
  const nearest = Math.round(places);
  const onStep = step === 'any' || Math.abs(places - nearest) < 1e-6;
  const target = onStep ? (step === 'any' ? places : nearest) + direction : direction > 0 ? Math.ceil(places) : Math.floor(places);
  const highest = max === undefined ? Infinity : max;
  const next = Math.min(Math.max(Number((base + target * size).toPrecision(12)), min ?? -Infinity), highest);
  return direction > 0 === next > value ? next : value;
};

/** A number beside the code it is rounded to: where four digits would not show the code, as many as to one decimal. */
export const tenths = (value: number): string => {
  const size = Math.abs(value);
  if (!(size >= 1e3 && size < 1e6)) return formatNumber(value);
  const [digits = '', tenth = ''] = size.toFixed(1).split('.');
  return `${formatWhole(Math.sign(value) * Number(digits))}${locale().decimal}${tenth}`;
};

/** At most three significant digits. */
export const threeDigits = (value: number): string => formatNumber(Number(value.toPrecision(3)));

/** Standard deviations, always with three digits, so that they align in a column. */
export const deviations = (count: number): string =>
  count >= 0.001 && count < 999 ? count.toPrecision(3).replace('.', locale().decimal) : threeDigits(count);

/** Bytes; units of 1000, three digits. */
export const bytes = (count: number): string => {
  if (count < 1e4) return `${count}${NO_BREAK}B`;
  if (count < 1e6) return `${threeDigits(count / 1e3)}${NO_BREAK}kB`;
  return count < 1e9 ? `${threeDigits(count / 1e6)}${NO_BREAK}MB` : `${threeDigits(count / 1e9)}${NO_BREAK}GB`;
};

export const range = ({ lo, hi }: { lo: number; hi: number }): string => t('ui.range', { lo: formatNumber(lo), hi: formatNumber(hi) });

/** The sizes of a tensor's axes. */
export const shapeWords = (shape: readonly number[]): string => (shape.length === 0 ? t('ui.oneValue') : shape.map(formatWhole).join(' × '));
