/**
 * Settings in words: their name, and the differences between two. Knows no result.
 */
import type { Settings } from '../../engine/wasm';
import { t, type Translate } from '../../i18n';
import { formatNumber } from '../../state/store';
import { conventionName, roundingName } from './convention';
import { methodName } from './range';
import { familyOf, hasGranularity, hasRange, optionsOf, schemeName } from './schemes';

/** With a small first letter, unless it is an abbreviation. */
export const within = (words: string): string => (/^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words);

/** The range method with its parameter. */
export const rangeName = ({ range, percentile, clip_lo, clip_hi, sigmas }: Settings, translate: Translate = t): string => {
  const method = within(methodName(range, translate));
  if (range.endsWith('percentile')) return translate('settings.percentile', { method, percent: formatNumber(percentile) });
  if (range === 'clip') return translate('settings.clip', { low: formatNumber(clip_lo), high: formatNumber(clip_hi) });
  return range === 'sigma' ? translate('settings.sigma', { sigmas: formatNumber(sigmas) }) : method;
};

const shares = ({ granularity, group }: Settings, translate: Translate): string =>
  granularity === 'group' ? translate('settings.perValues', { count: group }) : translate(`settings.share.${granularity}`);

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
  | 'errors'
  | 'granularity'
  | 'range'
  | 'convention'
  | 'rounding';

/** A setting that the scheme has, and its value in words. */
type Phrase = readonly [setting: Setting, words: string];

const phrases = (s: Settings, translate: Translate): Phrase[] => {
  const scheme = schemeName(s.scheme, translate);
  const { least_bits, scale, imatrix } = optionsOf(s.scheme);
  const integer = familyOf(s.scheme) === 'integer';
  const own = s.scheme === 'custom-float';
  const blocks = s.scheme.startsWith('bnb-');
  const found: Phrase[] = [['scheme', integer ? within(scheme) : scheme]];
  const add = (applies: boolean, setting: Setting, words: string): unknown => applies && found.push([setting, words]);
  add(least_bits > 0, 'bits', String(s.bits));
  add(integer, 'codes', translate(s.signed ? 'settings.signed' : 'settings.unsigned'));
  add(scale === 'chosen', 'scale', translate(s.scaled ? 'settings.scaled.range' : 'settings.scaled.none'));
  add(own, 'exponentBits', String(s.exponent));
  add(own, 'mantissaBits', String(s.mantissa));
  add(own, 'bias', String(s.bias));
  add(own, 'specials', translate(`settings.special.${s.specials}`));
  add(s.scheme === 'levels', 'levels', s.levels.map(formatNumber).join(', '));
  add(s.scheme === 'pact', 'bound', formatNumber(s.alpha));
  add(s.scheme.startsWith('mx-'), 'rule', s.rule.toUpperCase());
  add(blocks, 'block', translate('settings.blockValues', { count: s.block }));
  add(blocks, 'magnitudes', translate(s.nested ? 'settings.in8Bits' : 'settings.in32Bits'));
  add(s.scheme === 'nvfp4', 'rule', s.nvfp4);
  add(s.scheme === 'nvfp4' && s.nvfp4 === 'torchao', 'tensorScale', translate(s.two_level ? 'settings.yes' : 'settings.no'));
  add(imatrix, 'errors', translate(s.imatrix ? 'settings.errors.byInputs' : 'settings.errors.alike'));
  add(hasGranularity(s), 'granularity', shares(s, translate));
  add(hasRange(s), 'range', rangeName(s, translate));
  add(integer, 'convention', conventionName(s.convention, translate));
  add(integer, 'rounding', roundingName(s.rounding, translate).toLowerCase());
  return found;
};

/** The settings in a few words: "INT4 symmetric per row, min to max". Granularity "tensor" is left out. */
export const settingsName = (s: Settings, translate: Translate = t): string => {
  const known = new Map(phrases(s, translate));
  const scheme = known.get('scheme') ?? '';
  const share = s.granularity === 'tensor' ? undefined : known.get('granularity');
  const range = known.get('range');
  let name = scheme;
  if (known.has('codes')) name = translate('settings.name.integer', { type: `${s.signed ? '' : 'U'}INT${s.bits}`, scheme });
  else if (known.has('bits')) name = translate('settings.name.bits', { scheme, count: s.bits });
  if (known.has('errors') && s.imatrix) name = translate('settings.name.imatrix', { name });
  if (share !== undefined) name = translate('settings.name.shared', { name, share });
  return range === undefined ? name : translate('settings.name.ranged', { name, range });
};

/** The differences in words; settings that only one of the schemes has are left out. */
export const changesBetween = (from: Settings, to: Settings): string[] => {
  const were = new Map(phrases(from, t));
  return phrases(to, t).flatMap(([setting, after]) => {
    const before = were.get(setting);
    return before === undefined || before === after ? [] : [t('settings.change', { part: t(`settings.part.${setting}`), before, after })];
  });
};
