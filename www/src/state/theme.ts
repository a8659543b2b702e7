/**
 * The theme in force: the view's; the system decides for `auto`, and where it forces its colours. While presenting, type is large,
 * and dark on white unless dark is asked for: projectors wash out what is light on black, whatever the system prefers.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { limits } from '../engine/core';
import type { DrawTheme } from '../engine/wasm';
import { history } from './app-state';

const system = signal({ isDark: false, forcesColours: false });

export const theme: ReadonlySignal<DrawTheme> = computed(() => {
  const { theme: asked, layout } = history.state.value.view;
  if (layout === 'present') return asked === 'dark' ? 'projector-dark' : 'projector';
  if (asked !== 'auto' && !system.value.forcesColours) return asked;
  return system.value.isDark ? 'dark' : 'light';
});

export const isDark = (of: DrawTheme): boolean => of === 'dark' || of === 'projector-dark';

/** The factor by which the core itself enlarges drawings in a theme. */
export const enlargementIn = (of: DrawTheme): number => (of === 'projector' || of === 'projector-dark' ? limits.projector_zoom : 1);

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
