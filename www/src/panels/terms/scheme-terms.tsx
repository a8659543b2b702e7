/**
 * The formulas and numbers of the terms about schemes and their parameters.
 */
import type { TermNumbers } from './term-numbers';
import { t } from '../../i18n';
import { formatNumber as n } from '../../state/store';
import { over, power, row } from '../../ui/math';
import { schemeWords } from '../quantizer/schemes';

/** The formula of the number with exponent code E and mantissa code M. */
const numberOf = () =>
  row(power('(−1)', 'S'), '·', power('2', row('E', '−', t('terms.formula.bias'))), '·', row('(', '1', '+', over('M', power('2', 'm')), ')'));

export const SCHEME_TERMS = {
  scheme: { now: ({ state }) => schemeWords(state.settings.scheme) },
  scaling: {
    formula: () => row('s', '=', over(row('max', '(', '|', 'α', '|', ',', '|', 'β', '|', ')'), t('terms.formula.largestLevel'))),
    now: ({ frame: { readout: r } }) => (r.scale === undefined ? undefined : `s = ${n(r.scale)}`),
  },
  widths: { formula: numberOf },
  bias: { formula: numberOf },
  block: { now: ({ frame: { readout: r } }) => t('terms.of.block.now', { bits: n(r.size.bits_per_value) }) },
  alpha: { formula: () => row('s', '=', over('α', row(power('2', 'b'), '−', '1'))) },
} satisfies Record<string, TermNumbers>;
