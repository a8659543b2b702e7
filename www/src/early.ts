/**
 * Replays the user's actions on the start page before hydration, which early-script.js has recorded. Knows no
 * control.
 */

/** A click, or a changed field with its value. */
type RecordedEvent = { target: HTMLElement; value: string };

/** Defined by early-script.js. */
declare const early: { isTooOld: boolean; deeds: RecordedEvent[]; handleEvent(event: Event): void };

/** Whether early-script.js has said that the browser is too old. */
export const isTooOld = early.isTooOld;

/** Ends the recording; returns what was recorded. */
export const takeEarly = (): readonly RecordedEvent[] => {
  for (const type of ['click', 'change']) removeEventListener(type, early, true);
  return early.deeds;
};

const isField = (target: HTMLElement): target is HTMLInputElement | HTMLSelectElement =>
  target.matches('select, input:not([type="radio"], [type="checkbox"])');

/** Repeats the recorded events, in order. */
export const repeat = (deeds: readonly RecordedEvent[]): void => {
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
