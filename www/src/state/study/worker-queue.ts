/**
 * Who may use the worker: one task at a time. A study goes before all other questions that wait.
 */
export class WorkerQueue {
  readonly #waiting: (() => void)[] = [];
  #isBusy = false;

  /** Whether no task runs. */
  get isIdle(): boolean {
    return !this.#isBusy;
  }

  /** Runs a task once the worker is free; `before` all that wait, or after them. */
  async run<T>(task: () => Promise<T>, place: 'before' | 'after' = 'after'): Promise<T> {
    if (this.#isBusy) {
      await new Promise<void>((resolve) => (place === 'before' ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve)));
    }
    this.#isBusy = true;
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#isBusy = false;
    }
  }
}
