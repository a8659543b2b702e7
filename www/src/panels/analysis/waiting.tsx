/**
 * The progress of an analysis that takes longer than a moment, with a button that cancels it.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n';
import type { Inquiry } from '../../state/analysis/inquiry';
import { cancel } from '../../state/store';

const BLINK = 300;

export const Waiting = <T,>({ of }: { of: Inquiry<T> }) => {
  const isLong = useSignal(false);
  const waiting = of.isWaiting.value;
  useEffect(() => {
    isLong.value = false;
    if (!waiting) return undefined;
    const timer = setTimeout(() => {
      isLong.value = true;
    }, BLINK);
    return () => clearTimeout(timer);
  }, [waiting]);
  return (
    <div class={isLong.value ? 'wide-dialog-progress analysis-waiting' : 'wide-dialog-progress analysis-waiting apart'} role="status">
      {isLong.value && (
        <>
          <progress aria-label={t('errors.waiting')} />
          <button type="button" onClick={cancel}>
            {t('errors.cancel')}
          </button>
        </>
      )}
    </div>
  );
};
