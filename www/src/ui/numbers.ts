/**
 * Numbers as the panels write them. The digits are chosen by the engine's own format, here only units are joined.
 */
import { formatNumber } from '../state/store';

const NO_BREAK = '\u00a0';

/** The shortest digits that mean the same 32-bit float, for fields the user edits. */
export const shortest = (value: number): number => {
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
};

const THIN = '\u2009';

/** A whole number with every digit: counts and codes are never rounded. */
export const whole = (value: number): string => {
  const digits = String(Math.abs(value));
  const grouped = digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, THIN);
  return value < 0 ? `−${grouped}` : grouped;
};

const threeDigits = (value: number): string => formatNumber(Number(value.toPrecision(3)));

/** Bytes; units of 1000, three digits. */
export const bytes = (count: number): string => {
  if (count < 1e4) return `${count}${NO_BREAK}B`;
  return count < 1e6 ? `${threeDigits(count / 1e3)}${NO_BREAK}kB` : `${threeDigits(count / 1e6)}${NO_BREAK}MB`;
};

/** A share of 1. Some is never written as 0 %, nor not all as 100 %. */
export const percent = (share: number): string => {
  const value = share * 100;
  const shown =
    value > 99 && value < 100
      ? Math.max(99, Math.floor(value * 100) / 100)
      : Number(value.toPrecision(value < 0.1 ? 1 : value < 10 ? 2 : 3));
  return `${formatNumber(shown)}${NO_BREAK}%`;
};

export const decibel = (value: number): string =>
  `${Number.isFinite(value) ? value.toFixed(1).replace('-', '−') : formatNumber(value)}${NO_BREAK}dB`;

export const range = ({ lo, hi }: { lo: number; hi: number }): string => `${formatNumber(lo)} to ${formatNumber(hi)}`;
