/**
 * The slice that the picture is of, where there are several, with the buttons to its neighbours.
 */
import { goToSlice } from '../../charts/selection/slice-steps';
import { t } from '../../i18n';
import { shown } from '../../state/store';
import { NextIcon, PreviousIcon } from '../../ui/icons';

export const SliceChip = () => {
  const now = shown.value;
  if (!now || now.frame.readout.slices < 2) return null;
  const { slice, slices, slice_name: name } = now.frame.readout;
  return (
    <div class="slice-chip" role="group" aria-label={t('charts.slice')}>
      <output>{name}</output>
      <button
        type="button"
        class="step-button"
        aria-label={t('charts.previousSlice')}
        disabled={slice === 0}
        onClick={() => goToSlice(now, slice - 1)}
      >
        <PreviousIcon />
      </button>
      <button
        type="button"
        class="step-button"
        aria-label={t('charts.nextSlice')}
        disabled={slice + 1 >= slices}
        onClick={() => goToSlice(now, slice + 1)}
      >
        <NextIcon />
      </button>
    </div>
  );
};
