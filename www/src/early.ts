/**
 * What the user does to the page before the app has taken it over: kept, and done again once it has. Knows no control.
 */

/** An input that was changed, with what it was changed to; or a button that was pressed. */
type Deed = { target: HTMLElement; value?: string };

const isField = (target: EventTarget | null): target is HTMLInputElement | HTMLSelectElement =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

/** A radio button or a box is changed by being pressed. */
const isPressed = (target: HTMLElement): boolean => target.matches('input[type="radio"], input[type="checkbox"]');

export class Early {
  private readonly deeds: Deed[] = [];
  private readonly watching = new AbortController();

  constructor(host: HTMLElement) {
    const { signal } = this.watching;
    host.addEventListener('click', (event) => this.press(event), { capture: true, signal });
    host.addEventListener('change', ({ target }) => this.fill(target), { capture: true, signal });
  }

  /** From now on the app hears of it itself. */
  end(): void {
    this.watching.abort();
  }

  /** Does everything once more, in order. */
  repeat(): void {
    for (const { target, value } of this.deeds) {
      if (!target.isConnected) continue;
      if (value === undefined || !isField(target)) {
        target.click();
        continue;
      }
      target.value = value;
      for (const type of ['input', 'change']) target.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }

  /** Nothing opens, folds or is chosen before the app can tell. */
  private press(event: Event): void {
    const target = event.target instanceof Element && event.target.closest<HTMLElement>('button, summary, label, input');
    if (!target || (isField(target) && !isPressed(target))) return;
    event.preventDefault();
    this.deeds.push({ target });
  }

  private fill(target: EventTarget | null): void {
    if (isField(target) && !isPressed(target)) this.deeds.push({ target, value: target.value });
  }
}
