/**
 * The bar on top: name, data, undo, compare, formats, look, share, export, proof, about.
 */
import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Language, Theme } from '../engine/wasm';
import { LANGUAGES, t } from '../i18n';
import { canRedo, canUndo, change, redo, state, undo } from '../state/store';
import { RedoIcon, UndoIcon } from '../ui/icons';
import { About } from './about';
import { ComparisonButton } from './compare-ab';
import { DataMenu } from './data-menu';
import { ExportMenu } from './export';
import { FormatBench } from './format-bench';
import { FullScreen } from './full-screen';
import { takeUndoKeys } from './keyboard';
import { Proof } from './proof';
import { Share } from './share';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark', 'projector'];

const UndoButtons = () => (
  <div class="together">
    <button type="button" class="step-button" aria-label={t('header.undo')} title={t('header.undoKeys')} disabled={!canUndo.value} onClick={undo}>
      <UndoIcon />
    </button>
    <button type="button" class="step-button" aria-label={t('header.redo')} title={t('header.redoKeys')} disabled={!canRedo.value} onClick={redo}>
      <RedoIcon />
    </button>
  </div>
);

const ThemeChoice = () => {
  const now = useComputed(() => state.value.view.theme).value;
  return (
    <select aria-label={t('header.look')} onChange={(event) => change({ view: { theme: event.currentTarget.value as Theme } })}>
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
      aria-label={t('header.language')}
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

export const Header = () => {
  useEffect(() => {
    document.addEventListener('keydown', takeUndoKeys);
    return () => document.removeEventListener('keydown', takeUndoKeys);
  }, []);
  return (
    <header class="header">
      <h1 class="name">Quantscope</h1>
      <DataMenu />
      <UndoButtons />
      <ComparisonButton />
      <FormatBench />
      <ThemeChoice />
      <LanguageChoice />
      <FullScreen />
      <Share />
      <ExportMenu />
      <Proof />
      <About />
    </header>
  );
};
