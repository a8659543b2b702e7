/**
 * The selects for theme and language: for the page itself, and for the link that a teacher makes. Knows no state.
 */
import type { Language, Theme } from '../../engine/wasm';
import { LANGUAGES, t } from '../../i18n';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

type Props<T> = { id?: string; value: T; onChoose: (chosen: T) => void };

export const ThemeSelect = ({ id, value, onChoose }: Props<Theme>) => (
  <select id={id} onChange={(event) => onChoose(event.currentTarget.value as Theme)}>
    {THEMES.map((theme) => (
      <option key={theme} value={theme} selected={value === theme}>
        {t(`header.theme.${theme}`)}
      </option>
    ))}
  </select>
);

/** Languages by their own names. */
export const LanguageSelect = ({ id, value, onChoose }: Props<Language>) => (
  <select id={id} onChange={(event) => onChoose(event.currentTarget.value as Language)}>
    <option value="auto" selected={value === 'auto'}>
      {t('header.languageAuto')}
    </option>
    {Object.entries(LANGUAGES).map(([tag, name]) => (
      <option key={tag} value={tag} lang={tag} selected={value === tag}>
        {name}
      </option>
    ))}
  </select>
);
