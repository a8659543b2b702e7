/**
 * The first stop of the Tab key: skips the header and the controls.
 */
import { t } from '../../i18n';

/** The id of what it leads to. */
export const STAGE = 'charts';

export const SkipButton = () => (
  <button type="button" class="skip" onClick={() => document.getElementById(STAGE)?.focus()}>
    {t('access.skip')}
  </button>
);
