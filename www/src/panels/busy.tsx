/**
 * Shows that the engine has been at work for longer than a blink, and lets the user end it.
 */
import { formatNumber, busy, cancel } from '../state/store';

export const BusyBar = () => {
  const work = busy.value;
  if (!work) return null;
  const { share } = work;
  const words = work.loading ? 'Loading' : 'Computing';
  return (
    <div class="busy" role="status">
      <progress aria-label={words} {...(share !== undefined && { value: share })} />
      <div class="busy-card">
        {words}
        {share !== undefined && ` ${formatNumber(Math.round(share * 100))} %`}
        <button type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </div>
  );
};
