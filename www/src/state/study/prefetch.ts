/**
 * Studies of what is likely to be chosen next, made while the worker is idle, so that a step of a slider is shown in the next
 * frame. This is the only place where studies are kept. Asks no worker itself.
 */
import type { ChartSizes, Settings, State, Studied } from '../../engine/wasm';

/** The changes of settings that a control is likely to make next. */
export type Hint = (settings: Settings) => Partial<Settings>[];

/** Enough for a step down and a step up. */
const MOST = 2;

/** Comparisons with pinned settings are not prefetched, so `pinned` is no part of the key. */
const keyOf = ({ source, inputs, settings, view }: State, sizes: ChartSizes): string => JSON.stringify([source, inputs, settings, view, sizes]);

export class Prefetch {
  #hint: Hint | undefined;
  readonly #studies = new Map<string, Studied | 'rejected'>();

  /** Sets what may be chosen next; `undefined` when nothing in particular may be. */
  hint(changes: Hint | undefined): void {
    this.#hint = changes;
  }

  /** The next state to study ahead, if there is one. */
  next(state: State, sizes: ChartSizes): State | undefined {
    if (!this.#hint || state.pinned.length > 0) return undefined;
    const likely = this.#hint(state.settings).map((change) => ({ ...state, settings: { ...state.settings, ...change } }));
    return likely.find((one) => !this.#studies.has(keyOf(one, sizes)));
  }

  /** Keeps a study, in place of the oldest where there are too many. */
  store(state: State, sizes: ChartSizes, study: Studied | 'rejected'): void {
    this.#studies.set(keyOf(state, sizes), study);
    for (const key of this.#studies.keys()) {
      if (this.#studies.size <= MOST) break;
      this.#studies.delete(key);
    }
  }

  /** Takes the study of a state out, if there is one. */
  take(state: State, sizes: ChartSizes): Studied | undefined {
    const key = keyOf(state, sizes);
    const study = state.pinned.length > 0 ? undefined : this.#studies.get(key);
    if (!study || study === 'rejected') return undefined;
    this.#studies.delete(key);
    return study;
  }

  /** Drops all studies: their words are of another language. */
  clear(): void {
    this.#studies.clear();
  }
}
