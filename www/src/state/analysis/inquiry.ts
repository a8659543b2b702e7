/**
 * One question to the engine that is asked again when its subject changes. The newest question wins; the last answer stays until
 * the next one has arrived.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { Rejected } from '../../engine/bridge';

/** An answer, or the sentence that says why there is none, with the key of its question. */
export type Found<T> = { about: string } & ({ value: T } | { rejected: string });

export type Inquiry<T> = {
  /** What the last answered question came to; not that of a question that was overtaken by another. */
  found: ReadonlySignal<Found<T> | undefined>;
  /**
   * The newest answer there has been, also of a question that was overtaken: while a slider moves there is always another question by
   * then. Stays when a question is rejected.
   */
  newest: ReadonlySignal<{ about: string; value: T } | undefined>;
  isWaiting: ReadonlySignal<boolean>;
  /** Asks by calling `work`, unless the last question had the same key `about`. `work` can ask whether another question has been asked since. */
  ask: (about: string, work: (isWanted: () => boolean) => Promise<T | undefined>) => Promise<void>;
  /** What is being asked is no longer wanted; asked again later, it is asked anew. */
  stop: () => void;
};

type Question<T> = { about: string; work: (isWanted: () => boolean) => Promise<T | undefined> };

const answered = async <T>(about: string, work: Promise<T | undefined>): Promise<Found<T> | undefined> => {
  try {
    const value = await work;
    return value === undefined ? undefined : { about, value };
  } catch (error) {
    // The loss of a worker is reported elsewhere.
    return error instanceof Rejected ? { about, rejected: error.fieldError.message } : undefined;
  }
};

export const inquiry = <T>(): Inquiry<T> => {
  const found = signal<Found<T> | undefined>(undefined);
  const newest = signal<{ about: string; value: T } | undefined>(undefined);
  const waiting = signal(false);
  let asked: string | undefined;
  /** The newest question that has not been asked yet; those it replaced are never asked. */
  let next: Question<T> | undefined;

  const ask: Inquiry<T>['ask'] = async (about, work) => {
    if (about === asked) return;
    asked = about;
    next = { about, work };
    if (waiting.peek()) return;
    waiting.value = true;
    while (next) {
      const question: Question<T> = next;
      next = undefined;
      const answer = await answered(
        question.about,
        question.work(() => question.about === asked),
      );
      if (answer && 'value' in answer) newest.value = answer;
      if (question.about !== asked) continue;
      // It may have been asked again meanwhile, after another.
      next = undefined;
      if (answer) found.value = answer;
      else asked = undefined;
    }
    waiting.value = false;
  };

  const stop = (): void => {
    asked = undefined;
    next = undefined;
  };

  return { found, newest, isWaiting: waiting, ask, stop };
};
