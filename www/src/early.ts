/**
 * What the user does to the start page before the app has taken it over: kept by early-script.js, and done again once
 * it has. Knows no control.
 */

/** Something pressed, or a field that was changed, with its value. */
type Deed = { target: HTMLElement; value: string };

/** Of early-script.js. */
declare const early: { deeds: Deed[]; handleEvent(event: Event): void };

/** From now on the app hears of everything itself. Returns what was done. */
export const takeEarly = (): readonly Deed[] => {
  for (const type of ['click', 'change']) removeEventListener(type, early, true);
  return early.deeds;
};

const isField = (target: HTMLElement): target is HTMLInputElement | HTMLSelectElement =>
  target.matches('select, input:not([type="radio"], [type="checkbox"])');

/** Does everything once more, in order. */
export const repeat = (deeds: readonly Deed[]): void => {
  for (const { target, value } of deeds) {
    if (!target.isConnected) continue;
    if (!isField(target)) {
      target.click();
      continue;
    }
    target.value = value;
    for (const type of ['input', 'change']) target.dispatchEvent(new Event(type, { bubbles: true }));
  }
};
