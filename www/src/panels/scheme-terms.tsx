/**
 * The words of the scheme picker and of what schemes leave to choose.
 */
import type { TermText } from './terms';
import { formatNumber as n } from '../state/store';
import { over, power, row } from '../ui/math';
import { nameOf } from './schemes';

/** The number of exponent code E and mantissa code M. */
const numberOf = () =>
  row(power('(−1)', 'S'), '·', power('2', row('E', '−', 'bias')), '·', row('(', '1', '+', over('M', power('2', 'm')), ')'));

export const SCHEME_TERMS = {
  scheme: {
    words: [
      'It says which numbers there are to round to, its levels: even steps (integer), denser near 0 (float), a list (code book), or one of these with a scale for every few values (block).',
      'Fewer bits mean fewer levels; where they lie decides how well they fit the values.',
    ],
    now: ({ state }) => nameOf(state.settings.scheme).says,
  },
  scaling: {
    words: [
      'Scaled to the range, the largest level stands for the larger end of the range, and the scale is stored beside the codes.',
      'As they are, levels stand for themselves: what is larger than the largest is lost, what is far smaller becomes 0.',
    ],
    formula: () => row('s', '=', over(row('max', '(', '|', 'α', '|', ',', '|', 'β', '|', ')'), 'largest level')),
    now: ({ frame: { readout: r } }) => (r.scale === undefined ? undefined : `s = ${n(r.scale)}`),
  },
  overflow: {
    words: [
      'What would round to more than the largest number becomes the largest number (it saturates), or infinity as IEEE 754 says.',
      'Libraries differ: torch casts to infinity where the format has one, hardware for FP8 saturates.',
    ],
  },
  widths: {
    words: [
      'E exponent bits say in which power of two a number lies, M mantissa bits where between it and the next.',
      'One exponent bit more squares the ratio of largest to smallest number, one mantissa bit more halves the steps.',
    ],
    formula: numberOf,
  },
  bias: {
    words: [
      'The bias is taken from the stored exponent, so that there are powers below 1 too.',
      'One more halves every number of the format; scaled to a range, it changes nothing.',
    ],
    formula: numberOf,
  },
  specials: {
    words: [
      'IEEE 754 keeps the largest exponent for infinity and NaN.',
      'Formats of few bits cannot afford it: they keep one code for NaN, or none.',
    ],
  },
  list: {
    words: [
      'The levels there are, up to 256, in any order; each value goes to the nearest.',
      'A code is a level’s place in your list, and a value just between two goes to the lower.',
    ],
  },
  rule: {
    words: [
      'The scale of an MX block is a power of two, found from its largest magnitude and the element’s largest number.',
      'Rounded down, the largest values are clipped; rounded up, the steps are larger than they need be.',
    ],
  },
  block: {
    words: [
      'The values of a block share one scale, stored beside their codes.',
      'Small blocks follow the values closely and cost more bits of scales.',
    ],
    now: ({ frame: { readout: r } }) => `${n(r.size.bits_per_value)} bits a value with what is stored beside the codes`,
  },
  alpha: {
    words: [
      'Activations are clamped to 0 … α before rounding; what is larger is clipped.',
      'In PACT training learns α, beginning at about 8; here you set it.',
    ],
    formula: () => row('s', '=', over('α', row(power('2', 'b'), '−', '1'))),
  },
} satisfies Record<string, TermText>;
