/**
 * The theme in force: large type while presenting, else the view's theme; the system decides for `auto`, and where it forces
 * its colours.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { history } from './app-state';

const system = signal({ isDark: false, forcesColours: false });

export const theme: ReadonlySignal<'light' | 'dark' | 'projector'> = computed(() => {
  const { theme: asked, layout } = history.state.value.view;
  if (layout === 'present') return 'projector';
  if (asked !== 'auto' && !system.value.forcesColours) return asked;
  return system.value.isDark ? 'dark' : 'light';
});

/** Follows the system, and sets the theme in force on <html> for the styles. */
export const applyTheme = (): void => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const forced = matchMedia('(forced-colors: active)');
  const read = (): void => {
    system.value = { isDark: dark.matches, forcesColours: forced.matches };
  };
  for (const query of [dark, forced]) query.addEventListener('change', read);
  read();
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
};
