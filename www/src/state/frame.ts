/**
 * What is done before the browser paints: once a frame and in this order, the newest picture, the drawings it asks for,
 * and the rendering of what has changed. Knows nothing of any of them.
 */

const stages = { picture: new Map<unknown, () => void>(), drawing: new Map<unknown, () => void>(), rendering: new Map<unknown, () => void>() };

let asked = false;

const isWaiting = (): boolean => Object.values(stages).some((tasks) => tasks.size > 0);

const ask = (): void => {
  asked = true;
  requestAnimationFrame(frame);
};

/** A stage may add to those after it: they still belong to this frame. */
const frame = (): void => {
  for (const tasks of Object.values(stages)) {
    const due = [...tasks.values()];
    tasks.clear();
    for (const task of due) {
      try {
        task();
      } catch (error) {
        // One chart that cannot be drawn must not take the others with it.
        reportError(error);
      }
    }
  }
  asked = false;
  if (isWaiting()) ask();
};

/** Does `task` in the next frame, or still in this one where its turn has not passed. Of several for the same `key` only the last. */
export const beforePaint = (stage: keyof typeof stages, key: unknown, task: () => void): void => {
  stages[stage].set(key, task);
  if (!asked) ask();
};
