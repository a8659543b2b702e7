/**
 * Settings in words: their name, and the differences between two. Knows no result.
 */
import type { Settings } from '../../engine/wasm';
import { t, type Say } from '../../i18n';
import { formatNumber } from '../../state/store';
import { conventionName, roundingName } from './convention';
import { methodName } from './range';
import { familyOf, hasGranularity, hasRange, offerOf, schemeName } from './schemes';

/** With a small first letter, unless it is an abbreviation. */
const within = (words: string): string => (/^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words);

const rangeName = ({ range, percentile, clip_lo, clip_hi, sigmas }: Settings, say: Say): string => {
  const method = within(methodName(range, say));
  if (range.endsWith('percentile')) return say('settings.percentile', { method, percent: formatNumber(percentile) });
  if (range === 'clip') return say('settings.clip', { low: formatNumber(clip_lo), high: formatNumber(clip_hi) });
  return range === 'sigma' ? say('settings.sigma', { sigmas: formatNumber(sigmas) }) : method;
};

const shares = ({ granularity, group }: Settings, say: Say): string =>
  granularity === 'group' ? say('settings.perValues', { count: group }) : say(`settings.share.${granularity}`);

type Setting =
  | 'scheme'
  | 'bits'
  | 'codes'
  | 'scale'
  | 'exponentBits'
  | 'mantissaBits'
  | 'bias'
  | 'specials'
  | 'levels'
  | 'bound'
  | 'rule'
  | 'block'
  | 'magnitudes'
  | 'tensorScale'
  | 'granularity'
  | 'range'
  | 'convention'
  | 'rounding';

/** A setting that the scheme has, and its value in words. */
type Phrase = readonly [setting: Setting, words: string];

const phrases = (s: Settings, say: Say): Phrase[] => {
  const scheme = schemeName(s.scheme, say);
  const { least_bits, scale } = offerOf(s.scheme);
  const integer = familyOf(s.scheme) === 'integer';
  const own = s.scheme === 'custom-float';
  const blocks = s.scheme.startsWith('bnb-');
  const found: Phrase[] = [['scheme', integer ? within(scheme) : scheme]];
  const tell = (applies: boolean, setting: Setting, words: string): unknown => applies && found.push([setting, words]);
  tell(least_bits > 0, 'bits', String(s.bits));
  tell(integer, 'codes', say(s.signed ? 'settings.signed' : 'settings.unsigned'));
  tell(scale === 'chosen', 'scale', say(s.scaled ? 'settings.scaled.range' : 'settings.scaled.none'));
  tell(own, 'exponentBits', String(s.exponent));
  tell(own, 'mantissaBits', String(s.mantissa));
  tell(own, 'bias', String(s.bias));
  tell(own, 'specials', say(`settings.special.${s.specials}`));
  tell(s.scheme === 'levels', 'levels', s.levels.map(formatNumber).join(', '));
  tell(s.scheme === 'pact', 'bound', formatNumber(s.alpha));
  tell(s.scheme.startsWith('mx-'), 'rule', s.rule.toUpperCase());
  tell(blocks, 'block', say('settings.blockValues', { count: s.block }));
  tell(blocks, 'magnitudes', say(s.nested ? 'settings.in8Bits' : 'settings.in32Bits'));
  tell(s.scheme === 'nvfp4', 'tensorScale', say(s.two_level ? 'settings.yes' : 'settings.no'));
  tell(hasGranularity(s), 'granularity', shares(s, say));
  tell(hasRange(s), 'range', rangeName(s, say));
  tell(integer, 'convention', conventionName(s.convention, say));
  tell(integer, 'rounding', roundingName(s.rounding, say).toLowerCase());
  return found;
};

/** The settings in a few words: "INT4 symmetric per row, min to max". Granularity "tensor" is left out. */
export const settingsName = (s: Settings, say: Say = t): string => {
  const known = new Map(phrases(s, say));
  const scheme = known.get('scheme') ?? '';
  const share = s.granularity === 'tensor' ? undefined : known.get('granularity');
  const range = known.get('range');
  let name = scheme;
  if (known.has('codes')) name = say('settings.name.integer', { type: `${s.signed ? '' : 'U'}INT${s.bits}`, scheme });
  else if (known.has('bits')) name = say('settings.name.bits', { scheme, count: s.bits });
  if (share !== undefined) name = say('settings.name.shared', { name, share });
  return range === undefined ? name : say('settings.name.ranged', { name, range });
};

/** The differences in words; settings that only one of the schemes has are left out. */
export const changesBetween = (from: Settings, to: Settings): string[] => {
  const were = new Map(phrases(from, t));
  return phrases(to, t).flatMap(([setting, after]) => {
    const before = were.get(setting);
    return before === undefined || before === after
      ? []
      : [t('settings.change', { part: t(`settings.part.${setting}`), before, after })];
  });
};
