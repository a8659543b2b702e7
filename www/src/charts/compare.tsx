/**
 * Original against dequantized, in one of two pictures: value after value, or the staircase.
 */
import { change, shown, state } from '../state/store';
import { Choice } from './choice';
import { SeriesChart } from './series';
import { TransferChart } from './transfer';

const Tools = () => (
  <Choice
    label="Picture"
    value={state.value.view.compare}
    options={[
      ['series', 'Values'],
      ['transfer', 'Staircase'],
    ]}
    onChange={(compare) => change({ view: { compare } })}
  />
);

export const ComparePanel = () => {
  const compare = (shown.value?.state ?? state.value).view.compare;
  return compare === 'series' ? <SeriesChart tools={<Tools />} /> : <TransferChart tools={<Tools />} />;
};
