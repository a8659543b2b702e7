/**
 * Keeps the whole site on this computer for visits without a network: registers the service worker that the build writes,
 * and tells of a newer one. That one waits until no page is open; nothing here hurries it.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { whenIdle } from './idle';

/** Whether the user asked the browser to spare the network. */
const sparesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ?? false;

/** Whether this page is a site, neither the development server's nor one file. */
const isSite = import.meta.env.MODE === 'production';

const newer = signal(false);

/** Whether a newer version of the page is at hand, for when it is opened next. */
export const isNewerReady: ReadonlySignal<boolean> = newer;

/** The very first worker waits, too, but for no other. */
const watch = (registration: ServiceWorkerRegistration): void => {
  const look = (): void => {
    newer.value = registration.waiting !== null && registration.active !== null;
  };
  const follow = (): void => registration.installing?.addEventListener('statechange', look);
  registration.addEventListener('updatefound', follow);
  // The browser may have begun before this was asked.
  follow();
  look();
};

/** Once the page is at rest. Not on localhost: who builds the page wants to see what was built last. */
export const keepForLater = (): void => {
  if (!isSite || !('serviceWorker' in navigator) || location.hostname === 'localhost' || sparesData()) return;
  // Where the browser allows none, every visit needs the network; nothing else is lost.
  whenIdle(() => void navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).then(watch).catch(() => undefined));
};
