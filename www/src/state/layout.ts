/**
 * The layout of the page: chosen with the state, remembered for visits without a link, and whether the window has room for one
 * thing at a time only.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Layout, Spotlight } from '../engine/wasm';
import { history } from './app-state';

/** Under this key the browser keeps the layout that was chosen last. */
const KEY = 'quantscope.layout';

/** Windows that have room for one thing at a time: phones, upright and lying. Also in early-script.js. */
const SMALL = '(max-width: 699px), (max-height: 499px)';

const isSmall = signal(false);

export const layout: ReadonlySignal<Layout> = computed(() => history.state.value.view.layout);

/** Whether one thing has the place of the picture at a time: in small windows and for projectors. */
export const isCompact: ReadonlySignal<boolean> = computed(() => layout.value === 'present' || (layout.value === 'look' && isSmall.value));

/** Chooses a layout, and remembers it. */
export const chooseLayout = (to: Layout): void => {
  left.value = undefined;
  history.change({ view: { layout: to, spotlight: 'off' } });
  try {
    localStorage.setItem(KEY, to);
  } catch {
    // The choice then holds as long as the page is open.
  }
};

/** The layout that a chart was enlarged in, to return to; nothing where a link or the menu led to the one for projectors. */
const left = signal<Layout | undefined>(undefined);

/** Gives one chart the page. */
export const enlarge = (spotlight: Spotlight): void => {
  left.value = layout.peek();
  history.change({ view: { layout: 'present', spotlight } });
};

/** Returns to the layout that a chart was enlarged in. */
export const leavePresent = (): void => {
  const to = left.peek();
  if (layout.peek() !== 'present' || to === undefined) return;
  left.value = undefined;
  history.change({ view: { layout: to, spotlight: 'off' } });
};

const remembered = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** Takes the remembered layout where no link says another. */
export const takeRemembered = (): void => {
  const kept = remembered();
  if (location.hash.length <= 1 && kept === 'lab') history.change({ view: { layout: kept } });
};

/** Sets the layout on <html> for the styles. Not before the start page is taken over, which does not know the window. */
export const followWindow = (): void => {
  const small = matchMedia(SMALL);
  const read = (): void => {
    isSmall.value = small.matches;
  };
  small.addEventListener('change', read);
  read();
  effect(() => {
    const root = document.documentElement;
    root.dataset['layout'] = layout.value;
    root.toggleAttribute('data-compact', isCompact.value);
  });
};
