/**
 * Buttons to the value before and to the one after.
 */
import { select } from '../../charts/selection/selection';
import { t } from '../../i18n';
import { NextIcon, PreviousIcon } from '../../ui/icons';

/** Nothing to step from, and the ends, disable what leads nowhere. */
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
