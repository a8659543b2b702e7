/**
 * Parts of the page that the first picture does without: loaded when the page is idle, so that nothing has to be
 * asked of the network later.
 */
export const loadProof = () => import('./proof-content');
export const loadTensorList = () => import('./tensor-list');

const ALL = [loadProof, loadTensorList];

/** Loads all of them once there is nothing more urgent. One that cannot be had now is asked for again when it is needed. */
export const loadWhenIdle = (): void => {
  const load = (): void => ALL.forEach((part) => void part().catch(() => undefined));
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load);
  else setTimeout(load, 500);
};
