/**
 * The link to what is on show: copied, or marked to be copied by hand where the browser forbids copying.
 */
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { FILE, linkTo, state } from '../../state/store';
import { Popover, placedBy } from '../../ui/popover/popover';
import { copiedWords, copy, mark } from '../../ui/copy';

const link = signal('');
const copied = signal(false);

/** Long pasted data is left out of links; the user must know that before sending one. */
const leavesNumbersOut = (): boolean => state.value.source.data === 'pasted' && !link.value.includes('numbers=');

export const Share = () => {
  const popover = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const share = async (): Promise<void> => {
    link.value = linkTo(state.value);
    copied.value = await copy(link.value);
    popover.current?.showPopover();
    if (!copied.value && field.current) mark(field.current);
  };
  return (
    <>
      <button type="button" id="share" onClick={() => void share()}>
        {t('share.share')}
      </button>
      <Popover ref={popover} popover="auto" class="card" onToggle={placedBy('share')}>
        <p role="status">{copied.value ? t('share.copied') : t('share.marked', { how: copiedWords(false) })}</p>
        {leavesNumbersOut() && <p>{t('share.numbersLeftOut')}</p>}
        {state.value.source.data === FILE && <p>{t('share.fileStays')}</p>}
        <textarea ref={field} class="share-link" rows={3} readOnly aria-label={t('share.link')} value={link.value} />
      </Popover>
    </>
  );
};
