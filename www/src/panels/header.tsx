/**
 * The bar on top: name, data, undo, compare, formats, look, share, export, proof, about.
 */
import { useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Theme } from '../engine/wasm';
import { canRedo, canUndo, change, redo, state, undo } from '../state/store';
import { RedoIcon, UndoIcon } from '../ui/icons';
import { About } from './about';
import { ComparisonButton } from './compare-ab';
import { DataMenu } from './data-menu';
import { ExportMenu } from './export';
import { FormatBench } from './format-bench';
import { takeUndoKeys } from './keyboard';
import { Proof } from './proof';
import { Share } from './share';

const THEMES: readonly { theme: Theme; words: string }[] = [
  { theme: 'auto', words: 'System' },
  { theme: 'light', words: 'Light' },
  { theme: 'dark', words: 'Dark' },
  { theme: 'projector', words: 'Projector' },
];

const UndoButtons = () => (
  <div class="together">
    <button type="button" class="step-button" aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!canUndo.value} onClick={undo}>
      <UndoIcon />
    </button>
    <button type="button" class="step-button" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" disabled={!canRedo.value} onClick={redo}>
      <RedoIcon />
    </button>
  </div>
);

const ThemeChoice = () => {
  const now = useComputed(() => state.value.view.theme).value;
  return (
    <select aria-label="Look" onChange={(event) => change({ view: { theme: event.currentTarget.value as Theme } })}>
      {THEMES.map(({ theme, words }) => (
        <option key={theme} value={theme} selected={now === theme}>
          {words}
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
      <Share />
      <ExportMenu />
      <Proof />
      <About />
    </header>
  );
};
