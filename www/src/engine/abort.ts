/**
 * A signal for work that several may abort. Browsers have `AbortSignal.any` for that, but not the oldest that the page is for.
 */

/** Aborted with the first of these. */
export const abortedWith = (...signals: readonly AbortSignal[]): AbortSignal => {
  const controller = new AbortController();
  const { signal } = controller;
  for (const one of signals) {
    if (one.aborted) controller.abort();
    else one.addEventListener('abort', () => controller.abort(), { signal });
  }
  return signal;
};
