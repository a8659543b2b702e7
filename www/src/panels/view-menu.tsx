/**
 * The View menu: theme, language, full screen.
 */
import { useComputed } from '@preact/signals';
import { t } from '../i18n';
import { change, state } from '../state/store';
import { Field } from '../ui/field';
import { placedBy } from '../ui/popover';
import { FullScreen } from './full-screen';
import { LanguageSelect, ThemeSelect } from './view-selects';

const CARD = 'view-menu';

const OPENER = 'view';

const ThemeChoice = () => {
  const now = useComputed(() => state.value.view.theme).value;
  return <ThemeSelect id="look" value={now} onChoose={(theme) => change({ view: { theme } })} />;
};

const LanguageChoice = () => {
  const now = useComputed(() => state.value.view.language).value;
  return <LanguageSelect id="language" value={now} onChoose={(language) => change({ view: { language } })} />;
};

export const ViewMenu = () => (
  <>
    <button type="button" id={OPENER} popovertarget={CARD}>
      {t('header.view')}
    </button>
    <div id={CARD} class="card" popover="auto" role="dialog" aria-label={t('header.view')} onToggle={placedBy(OPENER)}>
      <Field label={t('header.look')} for="look">
        <ThemeChoice />
      </Field>
      <Field label={t('header.language')} for="language">
        <LanguageChoice />
      </Field>
      <FullScreen />
    </div>
  </>
);
