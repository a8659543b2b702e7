/**
 * The tasks before the browser paints: once a frame and in this order, the newest picture, the drawings it asks for, and the
 * rendering of what has changed. Knows nothing of any of them.
 */

const STAGES = ['picture', 'drawing', 'rendering'] as const;

type Stage = (typeof STAGES)[number];

class FrameTasks {
  readonly #tasks = { picture: new Map<unknown, () => void>(), drawing: new Map<unknown, () => void>(), rendering: new Map<unknown, () => void>() };
  #isAsked = false;

  /** Does `task` in the next frame, or still in this one if its stage is yet to come. Of several for the same `key` only the last. */
  readonly beforePaint = (stage: Stage, key: unknown, task: () => void): void => {
    this.#tasks[stage].set(key, task);
    this.#ask();
  };

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => this.#runAll());
  }

  /** A stage may add to those after it: they still belong to this frame. */
  #runAll(): void {
    for (const stage of STAGES) {
      const due = [...this.#tasks[stage].values()];
      this.#tasks[stage].clear();
      for (const task of due) {
        try {
          task();
        } catch (error) {
          // One chart that cannot be drawn must not take the others with it.
          reportError(error);
        }
      }
    }
    this.#isAsked = false;
    if (STAGES.some((stage) => this.#tasks[stage].size > 0)) this.#ask();
  }
}

/** Does a task before the browser paints, see `FrameTasks`. */
export const { beforePaint } = new FrameTasks();
