/**
 * The progress of a computation that takes longer than a moment, with a button that cancels it.
 */
import { t } from '../i18n';
import { formatNumber, busy, cancel } from '../state/store';

export const BusyBar = () => {
  const work = busy.value;
  if (!work) return null;
  const { share } = work;
  const words = work.loading ? 'loading' : 'computing';
  return (
    <div class="busy" role="status">
      <progress aria-label={t(`status.${words}`)} {...(share !== undefined && { value: share })} />
      <div class="busy-card">
        {share === undefined ? t(`status.${words}`) : t(`status.${words}Share`, { percent: formatNumber(Math.round(share * 100)) })}
        <button type="button" onClick={cancel}>
          {t('status.cancel')}
        </button>
      </div>
    </div>
  );
};
