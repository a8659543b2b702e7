/**
 * The schemes as a reader meets them: five families, a name and one sentence each. What a scheme offers to choose comes
 * from the engine.
 */
import type { Offer, Scheme, Settings } from '../engine/wasm';
import { offers } from '../state/store';

export type Family = 'integer' | 'float' | 'block' | 'book' | 'few';
export type Named = { scheme: Scheme; words: string; says: string };

const named = (scheme: Scheme, words: string, says: string): Named => ({ scheme, words, says });

const mx = (scheme: Scheme, words: string, element: string): Named =>
  named(scheme, words, `OCP MX 1.0: ${element}, 32 of them sharing a power of two.`);

/** How far ggml's types without a quantizer in gguf are proven. */
const REFERENCE = 'Its values are exact against gguf, its bytes against ggml’s C reference.';

const legacy = (scheme: Scheme, words: string, bits: number, beside: string): Named =>
  named(scheme, words, `ggml: ${bits}-bit steps, 32 of them sharing ${beside}; exact against gguf.`);

const k = (scheme: Scheme, words: string, bits: number, runs: string): Named =>
  named(scheme, words, `ggml: ${bits}-bit steps in blocks of 256, ${runs}. ${REFERENCE}`);

/** In the order of the menus; a family's first scheme that fits the data is the one it opens with. */
export const FAMILIES: readonly { family: Family; words: string; groups: readonly { title: string; of: readonly Named[] }[] }[] = [
  {
    family: 'integer',
    words: 'Integer',
    groups: [
      {
        title: 'Even steps',
        of: [
          named('asymmetric', 'Asymmetric', 'Even steps; real 0 has a code of its own.'),
          named('symmetric', 'Symmetric', 'Even steps, mirrored about real 0.'),
        ],
      },
    ],
  },
  {
    family: 'float',
    words: 'Float',
    groups: [
      {
        title: '8 bits',
        of: [
          named('e4m3fn', 'FP8 E4M3 (OCP)', 'OCP FP8: 4 exponent and 3 mantissa bits, no infinity, up to 448.'),
          named('e5m2', 'FP8 E5M2 (OCP)', 'OCP FP8: 5 exponent and 2 mantissa bits, as IEEE 754 would, up to 57 344.'),
          named('e4m3', 'FP8 E4M3 (IEEE)', 'The bits of E4M3 as IEEE 754 would use them: with infinity, up to 240.'),
        ],
      },
      {
        title: '16 bits',
        of: [
          named('fp16', 'fp16', 'IEEE 754 binary16: 5 exponent and 10 mantissa bits, up to 65 504.'),
          named('bf16', 'bf16', 'The upper half of a 32-bit float: 8 exponent and 7 mantissa bits.'),
        ],
      },
      {
        title: '6 and 4 bits',
        of: [
          named('e3m2', 'FP6 E3M2 (OCP)', 'OCP MX 1.0: 3 exponent and 2 mantissa bits, all finite, up to 28.'),
          named('e2m3', 'FP6 E2M3 (OCP)', 'OCP MX 1.0: 2 exponent and 3 mantissa bits, all finite, up to 7.5.'),
          named('e2m1', 'FP4 E2M1 (OCP)', 'OCP MX 1.0: 0, 0.5, 1, 1.5, 2, 3, 4, 6 of either sign.'),
        ],
      },
      {
        title: 'Your own',
        of: [named('custom-float', 'Your own E and M', 'A float of the widths you choose.')],
      },
    ],
  },
  {
    family: 'block',
    words: 'Block',
    groups: [
      {
        title: 'OCP Microscaling (MX)',
        of: [
          mx('mx-e2m1', 'MXFP4', 'FP4 E2M1 numbers'),
          mx('mx-e3m2', 'MXFP6 E3M2', 'FP6 E3M2 numbers'),
          mx('mx-e2m3', 'MXFP6 E2M3', 'FP6 E2M3 numbers'),
          mx('mx-e4m3', 'MXFP8 E4M3', 'FP8 E4M3 numbers'),
          mx('mx-e5m2', 'MXFP8 E5M2', 'FP8 E5M2 numbers'),
          mx('mx-int8', 'MXINT8', '8-bit steps of 1/64'),
        ],
      },
      {
        title: 'NVIDIA',
        of: [named('nvfp4', 'NVFP4', 'NVIDIA: FP4 E2M1 numbers, 16 of them sharing an FP8 E4M3 number as scale.')],
      },
      {
        title: 'bitsandbytes',
        of: [
          named('bnb-nf4', 'NF4 (bitsandbytes blocks)', 'bitsandbytes 0.50: the 16 NF4 levels times the largest magnitude of each block.'),
          named('bnb-fp4', 'FP4 (bitsandbytes blocks)', 'bitsandbytes 0.50: its FP4 levels times the largest magnitude of each block.'),
        ],
      },
      {
        title: 'ggml (llama.cpp)',
        of: [
          legacy('q4-0', 'Q4_0 (ggml)', 4, 'an fp16 scale'),
          legacy('q4-1', 'Q4_1 (ggml)', 4, 'an fp16 scale and minimum'),
          legacy('q5-0', 'Q5_0 (ggml)', 5, 'an fp16 scale'),
          legacy('q5-1', 'Q5_1 (ggml)', 5, 'an fp16 scale and minimum'),
          legacy('q8-0', 'Q8_0 (ggml)', 8, 'an fp16 scale'),
          k('q2-k', 'Q2_K (ggml)', 2, 'each 16 with a 4-bit scale and minimum'),
          k('q3-k', 'Q3_K (ggml)', 3, 'each 16 with a 6-bit scale'),
          k('q4-k', 'Q4_K (ggml)', 4, 'each 32 with a 6-bit scale and minimum'),
          k('q5-k', 'Q5_K (ggml)', 5, 'each 32 with a 6-bit scale and minimum'),
          k('q6-k', 'Q6_K (ggml)', 6, 'each 16 with an 8-bit scale'),
          named('iq4-nl', 'IQ4_NL (ggml)', `ggml: 16 uneven levels, 32 values sharing an fp16 scale. ${REFERENCE}`),
          named('iq4-xs', 'IQ4_XS (ggml)', `ggml: the levels of IQ4_NL in blocks of 256, each 32 with a 6-bit scale. ${REFERENCE}`),
          named('ggml-mxfp4', 'MXFP4 (ggml)', 'ggml: MXFP4 as llama.cpp stores and rounds it; exact against gguf.'),
          named('ggml-nvfp4', 'NVFP4 (ggml)', `ggml: NVFP4 in blocks of 64, each 16 with a scale. ${REFERENCE}`),
        ],
      },
    ],
  },
  {
    family: 'book',
    words: 'Code book',
    groups: [
      {
        title: 'Given levels',
        of: [
          named('nf4', 'NF4', '4-bit NormalFloat: 16 levels at equal shares of a normal distribution; bitsandbytes 0.50.'),
          named('fp4', 'FP4 (bitsandbytes)', 'The 4-bit float of bitsandbytes 0.50: 0 and 7 magnitudes of either sign.'),
          named('powers-of-two', 'Powers of two', '0 and powers of two of either sign: a product becomes a shift.'),
        ],
      },
      {
        title: 'Your own',
        of: [
          named('lloyd-max', 'Lloyd-Max', 'The levels of least squared error for these values (Lloyd 1957, Max 1960).'),
          named('levels', 'Your own levels', 'The numbers you list, and no others.'),
        ],
      },
    ],
  },
  {
    family: 'few',
    words: 'Few bits',
    groups: [
      {
        title: 'One bit and a half',
        of: [
          named('ternary', 'Ternary (TWN)', '−s, 0 and s: Ternary Weight Networks (2016); 0 up to 0.7 of the mean magnitude.'),
          named('bitnet', 'Ternary (BitNet b1.58)', '−s, 0 and s, where s is the mean magnitude: BitNet b1.58 (2024).'),
          named('binary', 'Binary', 'The sign times the mean magnitude: XNOR-Net (2016).'),
        ],
      },
      {
        title: 'Weights',
        of: [
          named('dorefa-weights', 'DoReFa weights', 'DoReFa-Net (2016): bent by tanh, then even steps from −1 to 1.'),
          named('wrpn-weights', 'WRPN weights', 'WRPN (2017): clamped to −1 … 1, then even steps; one bit is the sign.'),
        ],
      },
      {
        title: 'Activations',
        of: [
          named('unit-activations', 'DoReFa and WRPN activations', 'DoReFa-Net and WRPN: clamped to 0 … 1, then even steps.'),
          named('pact', 'PACT activations', 'PACT (2018): clamped to 0 … α, then even steps; training learns α.'),
        ],
      },
    ],
  },
];

const ALL = FAMILIES.flatMap(({ family, groups }) => groups.flatMap(({ of }) => of.map((one) => ({ family, ...one }))));

/** A scheme's family, name and sentence. */
export const nameOf = (scheme: Scheme): Named & { family: Family } => {
  const found = ALL.find((one) => one.scheme === scheme);
  if (!found) throw new Error(`${scheme} has no name`);
  return found;
};

/** What a scheme leaves to choose. */
export const offerOf = (scheme: Scheme): Offer => {
  const found = offers.find((offer) => offer.scheme === scheme);
  if (!found) throw new Error(`${scheme} offers nothing`);
  return found;
};

/** Whether the quantizer follows from a range. */
export const hasRange = ({ scheme, scaled }: Settings): boolean => {
  const { scale } = offerOf(scheme);
  return scale === 'ranged' || (scale === 'chosen' && scaled);
};

/** Whether slices can be chosen. */
export const hasGranularity = (settings: Settings): boolean => hasRange(settings) || offerOf(settings.scheme).fitted;

/** The scheme a family opens with: the first whose blocks divide rows of `cols` values. */
export const firstOf = (family: Family, cols: number): Scheme => {
  const own = ALL.filter((one) => one.family === family);
  const fits = ({ scheme }: Named): boolean => {
    const { block } = offerOf(scheme);
    return block === 0 || cols % block === 0;
  };
  return (own.find(fits) ?? own[0] ?? nameOf('asymmetric')).scheme;
};

/** Schemes that say little when cast as they are: their numbers are few or end early. */
const SCALED: readonly Scheme[] = ['e4m3fn', 'e4m3', 'e5m2', 'e3m2', 'e2m3', 'e2m1', 'custom-float', 'levels'];

/** A scheme with companions that make sense. */
export const choosing = (scheme: Scheme, now: Settings): Partial<Settings> => {
  const { least_bits: least, most_bits: most, scale, infinite } = offerOf(scheme);
  const asymmetric = scheme === 'asymmetric';
  return {
    scheme,
    ...(nameOf(scheme).family === 'integer' && { signed: !asymmetric }),
    ...(most > 0 && { bits: Math.min(Math.max(now.bits, least), most) }),
    ...(scale === 'chosen' && { scaled: SCALED.includes(scheme), saturate: infinite && SCALED.includes(scheme) }),
    ...(!asymmetric && now.range === 'hqq' && { range: 'min-max' as const }),
  };
};
