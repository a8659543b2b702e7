/**
 * The View menu: layout, theme, language, full screen.
 */
import { t } from '../../i18n';
import { Popover, placedBy } from '../../ui/popover/popover';
import { ViewFields } from './view-fields';

const CARD = 'view-menu';

const OPENER = 'view';

export const ViewMenu = () => (
  <>
    <button type="button" id={OPENER} popovertarget={CARD}>
      {t('header.view')}
    </button>
    <Popover id={CARD} class="card" popover="auto" role="dialog" aria-label={t('header.view')} onToggle={placedBy(OPENER)}>
      <ViewFields />
    </Popover>
  </>
);
