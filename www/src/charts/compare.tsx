/**
 * Original against dequantized values: value after value, in the order of the data or sorted, or the transfer function.
 */
import { computed, useComputed } from '@preact/signals';
import { t } from '../i18n';
import { change, shown, state } from '../state/store';
import { Choice } from '../ui/choice';
import { SeriesChart } from './series';
import { TransferChart } from './transfer';

const Tools = () => (
  <Choice
    label={t('charts.picture')}
    value={useComputed(() => state.value.view.compare).value}
    options={[
      ['series', t('charts.compare.series')],
      ['sorted', t('charts.compare.sorted')],
      ['transfer', t('charts.compare.transfer')],
    ]}
    onChange={(compare) => change({ view: { compare } })}
  />
);

/** The chart that the study on show was made for: it may be older than the one chosen. */
const picture = computed(() => (shown.value?.state ?? state.value).view.compare);

export const ComparePanel = () => {
  return picture.value === 'transfer' ? <TransferChart tools={<Tools />} /> : <SeriesChart tools={<Tools />} />;
};
