/**
 * Ways to quantize, measured one after the other, so that studies run in between. The results belong to the data they were
 * measured on.
 */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { Rejected } from '../../engine/bridge';
import type { InputSource, Measured, Settings, Source } from '../../engine/wasm';
import { measure, outputsOf, shown } from '../store';
import { hasInputs } from './outputs';

/** A way to quantize or to store, by name. */
export type Way = { name: string };

/** The measures of a way. `outputs_db` is the SQNR of what comes out of the layer, where it has inputs. */
export type Measures = Pick<Measured, 'metrics' | 'bits_per_value'> & { outputs_db?: number | undefined };

/** The measures, or the sentence that says why there are none. */
export type Result = { measured: Measures } | { rejected: string };

/** A way and, once it is measured, its result. */
export type Entry<W extends Way = Way> = { way: W; result: Result | undefined };

export type Measuring<W extends Way> = {
  entries: ReadonlySignal<Entry<W>[]>;
  isMeasuring: ReadonlySignal<boolean>;
  /** Measures the ways that have no result yet on the data on show; drops the results of other data. */
  start: () => Promise<void>;
  /** Stops after the running measurement; the results so far stay. */
  stop: () => void;
  /** Whether the results are of other data than those on show. */
  isStale: () => boolean;
};

/** How the ways of a list are measured. */
type How<W> = {
  /** Equal for equal ways. */
  key: (way: W) => string;
  /** Nothing where the worker holds other data by then, or once it is no longer wanted. */
  measure: (on: Source, way: W, isWanted: () => boolean) => Promise<Measures | undefined>;
};

/** The inputs of the layer on show, where it has any. */
const inputsNow = (): InputSource | undefined => {
  const layer = shown.value?.state;
  return layer && hasInputs(layer) ? layer.inputs : undefined;
};

/** Ways that are settings. */
export const bySettings: How<{ settings: Settings }> = {
  key: ({ settings }) => JSON.stringify([settings, inputsNow()]),
  measure: async (on, { settings }, isWanted) => {
    const inputs = inputsNow();
    const measured = await measure(on, settings);
    if (!measured || !inputs) return measured;
    const found = await outputsOf({ source: on, inputs }, { settings, pinned: settings }, isWanted);
    return found && { ...measured, outputs_db: found.outputs.sqnr_db };
  },
};

export const measuring = <W extends Way>(ways: ReadonlySignal<readonly W[]>, how: How<W>): Measuring<W> => {
  const results = signal<ReadonlyMap<string, Result>>(new Map());
  const working = signal(false);
  /** The data that the results were measured on. */
  let source: Source | undefined;
  /** Counts the starts: only the newest goes on. */
  let turn = 0;
  const entries = computed(() => ways.value.map((way) => ({ way, result: results.value.get(how.key(way)) })));
  const isStale = (): boolean => JSON.stringify(source) !== JSON.stringify(shown.value?.state.source);

  const resultOf = async (on: Source, way: W, isWanted: () => boolean): Promise<Result | undefined> => {
    try {
      const measured = await how.measure(on, way, isWanted);
      return measured && { measured };
    } catch (error) {
      // The loss of a worker is reported elsewhere.
      return error instanceof Rejected ? { rejected: error.fieldError.message } : undefined;
    }
  };

  const start = async (): Promise<void> => {
    const on = shown.peek()?.state.source;
    if (!on) return;
    turn += 1;
    const mine = turn;
    const isWanted = (): boolean => turn === mine;
    batch(() => {
      if (JSON.stringify(source) !== JSON.stringify(on)) results.value = new Map();
      source = on;
      working.value = true;
    });
    for (;;) {
      const next = entries.peek().find(({ result }) => !result)?.way;
      const result = next && (await resultOf(on, next, isWanted));
      if (!isWanted()) return;
      if (!next || !result) break;
      results.value = new Map(results.value).set(how.key(next), result);
    }
    working.value = false;
  };

  const stop = (): void => {
    turn += 1;
    working.value = false;
  };

  return { entries, isMeasuring: working, start, stop, isStale };
};
