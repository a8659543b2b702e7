/**
 * The look in force: what the view asks for, `auto` resolved by the system, as all is where the system forces its colours.
 * Kept on <html> for the styles.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { state } from './store';

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(prefersDark.matches);
prefersDark.addEventListener('change', (event) => {
  systemIsDark.value = event.matches;
});

const forcesColours = matchMedia('(forced-colors: active)');
const systemForces = signal(forcesColours.matches);
forcesColours.addEventListener('change', (event) => {
  systemForces.value = event.matches;
});

export const theme: ReadonlySignal<'light' | 'dark' | 'projector'> = computed(() => {
  const asked = state.value.view.theme;
  if (asked === 'projector' || (asked !== 'auto' && !systemForces.value)) return asked;
  return systemIsDark.value ? 'dark' : 'light';
});

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
