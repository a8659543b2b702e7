/**
 * The theme in force: the one that the view asks for; for `auto`, and where the system forces its colours, the system's.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { state } from './store';

/** Whether a media query matches, followed while the signal is in use. */
const signalOf = (list: MediaQueryList): ReadonlySignal<boolean> => {
  const update = (): void => {
    matches.value = list.matches;
  };
  const matches = signal(list.matches, {
    watched: () => {
      update();
      list.addEventListener('change', update);
    },
    unwatched: () => list.removeEventListener('change', update),
  });
  return matches;
};

const systemIsDark = signalOf(matchMedia('(prefers-color-scheme: dark)'));
const systemForces = signalOf(matchMedia('(forced-colors: active)'));

export const theme: ReadonlySignal<'light' | 'dark' | 'projector'> = computed(() => {
  const asked = state.value.view.theme;
  if (asked === 'projector' || (asked !== 'auto' && !systemForces.value)) return asked;
  return systemIsDark.value ? 'dark' : 'light';
});

/** Sets the theme on the `html` element, for the styles, now and whenever it changes. */
export const applyTheme = (): void =>
  void effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
