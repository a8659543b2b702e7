/**
 * The part of the address after `#`, and the browser's back button.
 */
export type Address = {
  read: () => string;
  /** A `step` is one for the back button. */
  write: (hash: string, step: boolean) => void;
  /** Calls `changed` when the user has gone back or forth or typed an address. */
  follow: (changed: () => void) => void;
};

export const browserAddress: Address = {
  read: () => location.hash,
  write: (hash, step) => {
    // In a task of its own, after the worker has been asked: it takes browsers longer than a study takes.
    setTimeout(() => {
      if (hash === location.hash) return;
      if (step) history.pushState(null, '', hash);
      else history.replaceState(null, '', hash);
    });
  },
  follow: (changed) => {
    addEventListener('popstate', changed);
    addEventListener('hashchange', changed);
  },
};
