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

/** What is still to be written, the oldest first. */
const due: { hash: string; step: boolean }[] = [];

const write = (): void => {
  for (const { hash, step } of due.splice(0)) {
    if (hash === location.hash) continue;
    if (step) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  }
};

export const browserAddress: Address = {
  read: () => {
    write();
    return location.hash;
  },
  // In a task of its own, after the worker has been asked: it takes browsers longer than a study takes.
  write: (hash, step) => {
    if (due.push({ hash, step }) === 1) setTimeout(write);
  },
  follow: (changed) => {
    for (const type of ['popstate', 'hashchange']) {
      addEventListener(type, () => {
        // The user has gone elsewhere: what was to be written belongs to the place that was left.
        due.length = 0;
        changed();
      });
    }
    addEventListener('pagehide', write);
  },
};
