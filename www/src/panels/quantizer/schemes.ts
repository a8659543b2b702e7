/**
 * The schemes as the page presents them: five families, each scheme with a name and a sentence. The parameters of a scheme
 * come from the engine, the words from the catalog.
 */
import type { SchemeOptions, Scheme, Settings } from '../../engine/wasm';
import { t, type Translate } from '../../i18n';
import { schemeOptions, rangeMethods, withCodesOffered } from '../../state/store';

export type Family = 'integer' | 'float' | 'block' | 'book' | 'few';

type Title =
  | 'even'
  | 'bits8'
  | 'bits16'
  | 'bits6and4'
  | 'own'
  | 'mx'
  | 'nvidia'
  | 'bitsandbytes'
  | 'ggml'
  | 'given'
  | 'oneAndHalf'
  | 'weights'
  | 'activations';

type Group = { title: Title; of: readonly Scheme[] };

/** The families and their schemes in the order of the menus. */
export const FAMILIES: readonly { family: Family; groups: readonly Group[] }[] = [
  { family: 'integer', groups: [{ title: 'even', of: ['asymmetric', 'symmetric'] }] },
  {
    family: 'float',
    groups: [
      { title: 'bits8', of: ['e4m3fn', 'e5m2', 'e4m3'] },
      { title: 'bits16', of: ['fp16', 'bf16'] },
      { title: 'bits6and4', of: ['e3m2', 'e2m3', 'e2m1'] },
      { title: 'own', of: ['custom-float'] },
    ],
  },
  {
    family: 'block',
    groups: [
      { title: 'mx', of: ['mx-e2m1', 'mx-e3m2', 'mx-e2m3', 'mx-e4m3', 'mx-e5m2', 'mx-int8'] },
      { title: 'nvidia', of: ['nvfp4'] },
      { title: 'bitsandbytes', of: ['bnb-nf4', 'bnb-fp4'] },
      {
        title: 'ggml',
        of: ['q4-0', 'q4-1', 'q5-0', 'q5-1', 'q8-0', 'q2-k', 'q3-k', 'q4-k', 'q5-k', 'q6-k', 'iq4-nl', 'iq4-xs', 'ggml-mxfp4', 'ggml-nvfp4'],
      },
    ],
  },
  {
    family: 'book',
    groups: [
      { title: 'given', of: ['nf4', 'fp4', 'powers-of-two'] },
      { title: 'own', of: ['lloyd-max', 'levels'] },
    ],
  },
  {
    family: 'few',
    groups: [
      { title: 'oneAndHalf', of: ['ternary', 'bitnet', 'binary'] },
      { title: 'weights', of: ['dorefa-weights', 'wrpn-weights'] },
      { title: 'activations', of: ['unit-activations', 'pact'] },
    ],
  },
];

const schemesOf = ({ groups }: (typeof FAMILIES)[number]): readonly Scheme[] => groups.flatMap(({ of }) => of);

/** The family of a scheme. */
export const familyOf = (scheme: Scheme): Family => {
  const found = FAMILIES.find((one) => schemesOf(one).includes(scheme));
  if (!found) throw new Error(`${scheme} has no family`);
  return found.family;
};

/** A scheme's name. */
export const schemeName = (scheme: Scheme, translate: Translate = t): string => translate(`schemes.of.${scheme}.name`);

/** A scheme in a sentence; for types of ggml that gguf cannot quantize, also what they were compared with. */
export const schemeWords = (scheme: Scheme): string => t(`schemes.of.${scheme}.says`, { reference: t('schemes.reference') });

/** The parameters of a scheme. */
export const optionsOf = (scheme: Scheme): SchemeOptions => {
  const found = schemeOptions.find((options) => options.scheme === scheme);
  if (!found) throw new Error(`${scheme} offers nothing`);
  return found;
};

/** Whether the settings have a range. */
export const hasRange = (settings: Settings): boolean => rangeMethods(settings).length > 0;

/** Whether the settings have a granularity. */
export const hasGranularity = (settings: Settings): boolean => hasRange(settings) || optionsOf(settings.scheme).fitted;

/** The scheme that choosing a family selects. */
export const firstOf = (family: Family): Scheme => {
  const group = FAMILIES.find((one) => one.family === family);
  return (group && schemesOf(group)[0]) ?? 'asymmetric';
};

/** Float formats with few values or a small range, which are of little use without a scale. */
const SCALED: readonly Scheme[] = ['e4m3fn', 'e4m3', 'e5m2', 'e3m2', 'e2m3', 'e2m1', 'custom-float', 'levels'];

/** Integers that the library of the convention has; where it has none of the kind, the textbook's. */
const integers = (scheme: Scheme, now: Settings): Partial<Settings> => {
  const signed = scheme !== 'asymmetric';
  const offered = withCodesOffered({ ...now, scheme, signed });
  return offered.scheme === scheme ? { signed: offered.signed, bits: offered.bits } : { signed, convention: 'article' };
};

/** The change to a scheme, with other settings that suit it. */
export const choosing = (scheme: Scheme, now: Settings): Partial<Settings> => {
  const { least_bits: least, most_bits: most, scale, infinite } = optionsOf(scheme);
  const scaled = scale === 'chosen' ? SCALED.includes(scheme) : now.scaled;
  const methods = rangeMethods({ scheme, scaled });
  return {
    scheme,
    ...(most > 0 && { bits: Math.min(Math.max(now.bits, least), most) }),
    ...(familyOf(scheme) === 'integer' && integers(scheme, now)),
    ...(scale === 'chosen' && { scaled, saturate: infinite && scaled }),
    ...(methods.length > 0 && !methods.includes(now.range) && { range: 'min-max' as const }),
  };
};
