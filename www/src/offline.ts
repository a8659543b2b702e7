/**
 * Keeps the whole site for visits without a network: registers the service worker that the build writes, and reports when a
 * newer one is ready. That one takes over when no page of the site is open any more.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { whenIdle } from './idle';

/** Whether the browser's data saver is on. */
const sparesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ?? false;

/** Whether this is the built site, neither the development server nor the single file. */
const isSite = import.meta.env.MODE === 'production';

const newer = signal(false);

/** Whether a newer version is ready, to be used when the page is opened next. */
export const isNewerReady: ReadonlySignal<boolean> = newer;

/** Watches for a newer worker. Ignores the first install, when no worker is active. */
const watch = (registration: ServiceWorkerRegistration): void => {
  const look = (): void => {
    newer.value = registration.waiting !== null && registration.active !== null;
  };
  const follow = (): void => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', follow);
  // The installation may have begun before this.
  follow();
  look();
};

/** Registers the worker when the page is idle. Not on localhost, where developers want to see the newest build. */
export const keepForLater = (): void => {
  if (!isSite || !('serviceWorker' in navigator) || location.hostname === 'localhost' || sparesData()) return;
  // Where the browser allows no service worker, each visit needs the network; that is all.
  whenIdle(
    () =>
      void navigator.serviceWorker
        .register(new URL('sw.js', document.baseURI))
        .then(watch)
        .catch(() => undefined),
  );
};
