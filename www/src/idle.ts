/**
 * Work that may wait until the page has nothing more urgent to do.
 */

/** Soon, but not now. */
export const whenIdle = (task: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: 2000 });
  else setTimeout(task, 500);
};
