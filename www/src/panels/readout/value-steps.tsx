/**
 * The buttons that select the previous and the next value.
 */
import { select } from '../../charts/selection/selection';
import { t } from '../../i18n';
import { NextIcon, PreviousIcon } from '../../ui/icons';

/** A button is disabled at the end of the values, and without a selection. */
export const ValueSteps = ({ index, len }: { index: number | undefined; len: number }) => (
  <>
    <button type="button" class="step-button" aria-label={t('arithmetic.previous')} disabled={!index} onClick={() => index && select(index - 1)}>
      <PreviousIcon />
    </button>
    <button
      type="button"
      class="step-button"
      aria-label={t('arithmetic.next')}
      disabled={index === undefined || index + 1 >= len}
      onClick={() => index !== undefined && select(index + 1)}
    >
      <NextIcon />
    </button>
  </>
);
