/**
 * The selects for layout, theme and language: for the page itself, and for the link that a teacher makes. Knows no state.
 */
import type { Language, Layout, Theme } from '../../engine/wasm';
import { LANGUAGES, t } from '../../i18n';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

/** The layouts in the order of the menus. */
export const LAYOUTS: readonly Layout[] = ['look', 'lab', 'present'];

type Props<T> = { id?: string; value: T; onChoose: (chosen: T) => void };

export const LayoutSelect = ({ value, onChoose }: Props<Layout>) => (
  <select onChange={(event) => onChoose(event.currentTarget.value as Layout)}>
    {LAYOUTS.map((layout) => (
      <option key={layout} value={layout} selected={value === layout}>
        {t(`header.layouts.${layout}`)}
      </option>
    ))}
  </select>
);

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
