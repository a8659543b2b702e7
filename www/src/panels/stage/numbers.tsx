/**
 * All numbers: a drawer from the right with the readout, and the button that opens it. It covers no more than the edge of the
 * picture, which goes on showing every change.
 */
import { t } from '../../i18n';
import { Popover, useOpenContent } from '../../ui/popover/popover';
import { Readout } from '../readout/readout';

const DRAWER = 'all-numbers';

export const NumbersButton = () => (
  <button type="button" class="link" popovertarget={DRAWER} aria-haspopup="dialog">
    {t('stage.allNumbers')}
  </button>
);

export const NumbersDrawer = () => {
  const { isOpen, handlers } = useOpenContent();
  return (
    <Popover id={DRAWER} class="drawer" popover="auto" role="dialog" aria-label={t('stage.numbers')} {...handlers}>
      <div class="dialog-head">
        <h2>{t('stage.numbers')}</h2>
        <button type="button" popovertarget={DRAWER} popovertargetaction="hide">
          {t('ui.close')}
        </button>
      </div>
      {isOpen.value && <Readout />}
    </Popover>
  );
};
