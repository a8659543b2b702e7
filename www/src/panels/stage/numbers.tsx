/**
 * All numbers: a drawer from the right with the readout, and the button that opens it. It covers no more than the edge of the
 * picture, which goes on showing every change.
 */
import { useSignal } from '@preact/signals';
import { t } from '../../i18n';
import { Readout } from '../readout/readout';

const DRAWER = 'all-numbers';

export const NumbersButton = () => (
  <button type="button" class="link" popovertarget={DRAWER} aria-haspopup="dialog">
    {t('stage.allNumbers')}
  </button>
);

export const NumbersDrawer = () => {
  const isOpen = useSignal(false);
  return (
    <div
      id={DRAWER}
      class="drawer"
      popover="auto"
      role="dialog"
      aria-label={t('stage.numbers')}
      onBeforeToggle={(event) => {
        if (event.newState === 'open') isOpen.value = true;
      }}
      // The content stays until the focus is back at the button.
      onToggle={(event) => {
        isOpen.value = event.newState === 'open';
      }}
    >
      <div class="dialog-head">
        <h2>{t('stage.numbers')}</h2>
        <button type="button" popovertarget={DRAWER} popovertargetaction="hide">
          {t('ui.close')}
        </button>
      </div>
      {isOpen.value && <Readout />}
    </div>
  );
};
