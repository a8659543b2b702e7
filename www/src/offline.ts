/**
 * Keeps the whole site on this computer for visits without a network: registers the service worker that the build writes.
 */
import { whenIdle } from './ui/idle';

/** Whether the user asked the browser to spare the network. */
const sparesData = (): boolean => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData ?? false;

/** Whether this page is a site, neither the development server's nor one file. */
const isSite = import.meta.env.MODE === 'production';

/** Once the page is at rest. Not on localhost: who builds the page wants to see what was built last. */
export const keepForLater = (): void => {
  if (!isSite || !('serviceWorker' in navigator) || location.hostname === 'localhost' || sparesData()) return;
  // Where the browser allows none, every visit needs the network; nothing else is lost.
  whenIdle(() => void navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch(() => undefined));
};
