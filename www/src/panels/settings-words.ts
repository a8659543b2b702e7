/**
 * Settings in words: the name of a way to quantize, and what differs between two. Knows no result.
 */
import type { Settings } from '../engine/wasm';
import { formatNumber } from '../state/store';
import { conventionName, roundingName } from './convention';
import { methodName } from './range';
import { hasGranularity, hasRange, nameOf, offerOf } from './schemes';

/** The first letter small, where it begins a word and not a name. */
const within = (words: string): string => (/^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words);

const rangeName = ({ range, percentile, clip_lo, clip_hi, sigmas }: Settings): string => {
  if (range.endsWith('percentile')) return `${within(methodName(range))} ${formatNumber(percentile)} %`;
  if (range === 'clip') return `${formatNumber(clip_lo)} to ${formatNumber(clip_hi)}`;
  return range === 'sigma' ? `mean ± ${formatNumber(sigmas)} σ` : within(methodName(range));
};

const shares = ({ granularity, group }: Settings): string =>
  ({ tensor: 'per tensor', row: 'per row', column: 'per column', group: `per ${group} values` })[granularity];

/** What a setting is called, and its value in words: only those that the scheme makes use of. */
type Part = readonly [name: string, words: string];

const parts = (s: Settings): Part[] => {
  const { words: scheme, family } = nameOf(s.scheme);
  const { least_bits, scale } = offerOf(s.scheme);
  const integer = family === 'integer';
  const own = s.scheme === 'custom-float';
  const blocks = s.scheme.startsWith('bnb-');
  const found: Part[] = [['scheme', integer ? within(scheme) : scheme]];
  const say = (applies: boolean, name: string, words: string): unknown => applies && found.push([name, words]);
  say(least_bits > 0, 'bits', String(s.bits));
  say(integer, 'codes', s.signed ? 'signed' : 'unsigned');
  say(scale === 'chosen', 'scale', s.scaled ? 'from the range' : 'none');
  say(own, 'exponent bits', String(s.exponent));
  say(own, 'mantissa bits', String(s.mantissa));
  say(own, 'bias', String(s.bias));
  say(own, 'specials', s.specials);
  say(s.scheme === 'levels', 'levels', s.levels.map(formatNumber).join(', '));
  say(s.scheme === 'pact', 'bound', formatNumber(s.alpha));
  say(s.scheme.startsWith('mx-'), 'scale rule', s.rule.toUpperCase());
  say(blocks, 'block', `${s.block} values`);
  say(blocks, 'magnitudes', s.nested ? 'in 8 bits' : 'in 32 bits');
  say(s.scheme === 'nvfp4', 'tensor scale', s.two_level ? 'yes' : 'no');
  say(hasGranularity(s), 'granularity', shares(s));
  say(hasRange(s), 'range', rangeName(s));
  say(integer, 'convention', conventionName(s.convention));
  say(integer, 'rounding', roundingName(s.rounding).toLowerCase());
  return found;
};

/** A way to quantize in a few words: "INT4 symmetric per row, min to max". One scale for all goes without saying. */
export const settingsName = (s: Settings): string => {
  const known = new Map(parts(s));
  const bits = known.get('bits');
  const scheme = known.get('scheme') ?? '';
  const name = known.has('codes') ? `${s.signed ? '' : 'U'}INT${s.bits} ${scheme}` : bits ? `${scheme}, ${bits} bits` : scheme;
  const cut = s.granularity === 'tensor' ? undefined : known.get('granularity');
  return [[name, cut].filter(Boolean).join(' '), known.get('range')].filter(Boolean).join(', ');
};

/** What changes from one to the other, in words; parts that only one of them has go with its scheme. */
export const changesBetween = (from: Settings, to: Settings): string[] => {
  const before = new Map(parts(from));
  return parts(to).flatMap(([name, words]) => {
    const was = before.get(name);
    return was === undefined || was === words ? [] : [`${name} ${was} → ${words}`];
  });
};
