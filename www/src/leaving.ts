/**
 * Whether the page is being left. Browsers then break off what it still fetches, which is no failure to tell of.
 */
import { signal, type ReadonlySignal } from '@preact/signals';

const left = signal(false);

/** Whether the page is being left. */
export const isLeft: ReadonlySignal<boolean> = left;

/** Milliseconds after which a page that was to be left is one that stays: its user has answered "stay", or a download came. */
const STAYS = 5000;

/** Follows the window. */
export const followLeaving = (): void => {
  let staying: ReturnType<typeof setTimeout> | undefined;
  addEventListener('beforeunload', () => {
    left.value = true;
    clearTimeout(staying);
    staying = setTimeout(() => {
      left.value = false;
    }, STAYS);
  });
  // Not every browser tells before; and one that keeps pages shows this one again.
  for (const type of ['pagehide', 'pageshow']) {
    addEventListener(type, () => {
      clearTimeout(staying);
      left.value = type === 'pagehide';
    });
  }
};
