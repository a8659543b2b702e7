/**
 * The export menu: its button and its popover.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { Popover, place } from '../../ui/popover/popover';
import { later } from '../../ui/lazy';

const ExportContent = later(async () => (await import('./export-content')).ExportContent);

const MENU = 'export-menu';

/** The outcome of the last export since the menu was opened, in words. */
export const exportStatus = signal('');

export const ExportMenu = () => (
  <>
    <button type="button" id="export" popovertarget={MENU} disabled={!isShown.value}>
      {t('export.export')}
    </button>
    <Popover
      id={MENU}
      popover="auto"
      role="dialog"
      aria-label={t('export.export')}
      onToggle={(event) => {
        const opener = document.getElementById('export');
        if (event.newState === 'open' && opener) {
          exportStatus.value = '';
          place(event.currentTarget, opener);
        }
      }}
    >
      <ExportContent />
    </Popover>
  </>
);
