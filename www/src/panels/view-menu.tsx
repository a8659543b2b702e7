/**
 * How the page looks, which language it speaks and how much of the screen it takes, behind one button.
 */
import { useComputed } from '@preact/signals';
import type { Language, Theme } from '../engine/wasm';
import { LANGUAGES, t } from '../i18n';
import { change, state } from '../state/store';
import { Field } from '../ui/field';
import { place } from '../ui/popover';
import { FullScreen } from './full-screen';

const CARD = 'view-menu';

const OPENER = 'view';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark', 'projector'];

const ThemeChoice = () => {
  const now = useComputed(() => state.value.view.theme).value;
  return (
    <select id="look" onChange={(event) => change({ view: { theme: event.currentTarget.value as Theme } })}>
      {THEMES.map((theme) => (
        <option key={theme} value={theme} selected={now === theme}>
          {t(`header.theme.${theme}`)}
        </option>
      ))}
    </select>
  );
};

/** Languages by their own names: who needs one can read it. */
const LanguageChoice = () => {
  const now = useComputed(() => state.value.view.language).value;
  return (
    <select
      id="language"
      onChange={(event) => change({ view: { language: event.currentTarget.value as Language } })}
    >
      <option value="auto" selected={now === 'auto'}>
        {t('header.languageAuto')}
      </option>
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag} selected={now === tag}>
          {name}
        </option>
      ))}
    </select>
  );
};

export const ViewMenu = () => (
  <>
    <button type="button" id={OPENER} popovertarget={CARD}>
      {t('header.view')}
    </button>
    <div
      id={CARD}
      class="card"
      popover="auto"
      role="dialog"
      aria-label={t('header.view')}
      onToggle={(event) => {
        const opener = document.getElementById(OPENER);
        if (event.newState === 'open' && opener) place(event.currentTarget, opener);
      }}
    >
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
