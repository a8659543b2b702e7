/**
 * The worker's activity, as far as the user should see it.
 */
import { signal, type ReadonlySignal } from '@preact/signals';

/** Work under way: whether data are loaded, and the share done where that is known. */
export type Work = { loading: boolean; share: number | undefined };

/** Milliseconds that nobody notices. */
export const BLINK = 150;

export class Busy {
  readonly #work = signal<Work | undefined>(undefined);

  /** The work that has been under way for longer than a moment. */
  readonly work: ReadonlySignal<Work | undefined> = this.#work;

  /** Runs a task, one at a time. */
  async during<T>(loading: boolean, task: () => Promise<T>): Promise<T> {
    const blink = setTimeout(() => {
      this.#work.value = { loading, share: undefined };
    }, BLINK);
    try {
      return await task();
    } finally {
      clearTimeout(blink);
      this.#work.value = undefined;
    }
  }

  /** Loading has come so far. */
  readonly progress = (share: number): void => {
    if (this.#work.peek()) this.#work.value = { loading: true, share };
  };
}
