/**
 * What the words are called that explain themselves. Their explanations, which are long, come later: see terms.tsx.
 */
export const TITLES = {
  bits: 'Bits',
  signed: 'Signed codes',
  granularity: 'Granularity',
  method: 'Range method',
  convention: 'Convention',
  rounding: 'Rounding',
  outliers: 'Outliers',
  scale: 'Scale s',
  zero: 'Zero point z',
  codes: 'Codes',
  range: 'Range α to β',
  mse: 'Mean squared error',
  mae: 'Mean absolute error',
  worst: 'Largest error',
  sqnr: 'Signal to quantization noise ratio',
  theory: 'Theory',
  cosine: 'Cosine',
  relative: 'Relative error',
  clipped: 'Clipped',
  zeroed: 'Rounded to zero',
  levels: 'Levels used',
  size: 'Size',
  scheme: 'Scheme',
  scaling: 'Scaling',
  overflow: 'Too large',
  widths: 'Exponent and mantissa bits',
  bias: 'Exponent bias',
  specials: 'Special codes',
  list: 'Levels',
  rule: 'Scale rule',
  block: 'Block',
  alpha: 'Bound α',
} as const;

export type TermKey = keyof typeof TITLES;
