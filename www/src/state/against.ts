/**
 * Quantized tensors of the open files against the floats they were made from. Workers of their own compare, so that the
 * picture stays alive; what was compared goes with the files.
 */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { Connection, Lost, Refused } from '../engine/connection';
import type { FloatComparison } from '../engine/wasm';
import { t } from '../i18n';
import { opened, openHandles } from './files';

/** A quantized tensor and its float, by their places in the listing. */
export type Pair = { stored: number; float: number };

/** What a comparison came to: its numbers, or the sentence that says why there are none; `stopped` where it took the worker along. */
export type Outcome = { against: FloatComparison } | { fault: string; stopped?: true };

/** The pair looked at closely: how far its comparison is, then what it came to. */
export type Closeup = { pair: Pair; share: number; outcome?: Outcome };

const stoppedHere = (): Outcome => ({ fault: t('state.stoppedAtTensor'), stopped: true });

const results = signal<ReadonlyMap<number, Outcome>>(new Map());
const working = signal(false);
const close = signal<Closeup | undefined>(undefined);

/** All quantized tensors that have a float. */
export const pairs: ReadonlySignal<readonly Pair[]> = computed(() =>
  (opened.value?.tensors ?? []).flatMap(({ pair }, stored) => (pair === undefined ? [] : [{ stored, float: pair }])),
);

/** What the comparisons of all pairs came to so far, by the places of the quantized tensors. */
export const outcomes: ReadonlySignal<ReadonlyMap<number, Outcome>> = results;

/** Whether all pairs are being compared. */
export const isComparing: ReadonlySignal<boolean> = working;

/** The pair looked at closely. */
export const closeup: ReadonlySignal<Closeup | undefined> = close;

/** One comparison in a worker that has the files open. A lost worker is no outcome where it was called off. */
const compare = async (worker: Connection, { stored, float }: Pair, own: boolean, onProgress?: (share: number) => void): Promise<Outcome | undefined> => {
  try {
    const answer = await worker.ask({ kind: 'against', stored, float, own }, onProgress);
    return answer.kind === 'against' ? { against: answer.against } : undefined;
  } catch (error) {
    if (error instanceof Refused) return { fault: error.complaint.message };
    if (!(error instanceof Lost)) throw error;
    return error.cancelled ? undefined : stoppedHere();
  }
};

const startWorker = async (keep: (worker: Connection) => void): Promise<Connection | undefined> => {
  const worker = new Connection();
  keep(worker);
  try {
    await worker.ask({ kind: 'open', files: openHandles() });
    return worker;
  } catch (error) {
    if (error instanceof Lost || error instanceof Refused) return undefined;
    throw error;
  }
};

let all: Connection | undefined;
let one: Connection | undefined;

/** Ends the comparison of all pairs; what is there stays. */
export const stopComparing = (): void => {
  all?.end();
  all = undefined;
  working.value = false;
};

/** Compares all pairs that were not compared yet, one after the other. */
export const compareAll = async (): Promise<void> => {
  stopComparing();
  working.value = true;
  let worker: Connection | undefined;
  for (const pair of pairs.peek()) {
    if (results.peek().has(pair.stored)) continue;
    worker ??= await startWorker((started) => {
      all = started;
    });
    const outcome = worker && (await compare(worker, pair, false));
    // Called off, perhaps for another turn.
    if (!worker || worker !== all || !outcome) break;
    results.value = new Map(results.peek()).set(pair.stored, outcome);
    if ('stopped' in outcome) worker = undefined;
  }
  if (worker === all) stopComparing();
};

/** Ends the close look. */
export const lookAway = (): void => {
  one?.end();
  one = undefined;
  close.value = undefined;
};

/** Compares one pair closely: with what is quantized here beside it. */
export const lookAt = async (pair: Pair): Promise<void> => {
  lookAway();
  close.value = { pair, share: 0 };
  const worker = await startWorker((started) => {
    one = started;
  });
  const outcome = worker && (await compare(worker, pair, true, (share) => worker === one && (close.value = { pair, share })));
  if (!worker || worker !== one) return;
  one.end();
  one = undefined;
  batch(() => {
    close.value = { pair, share: 1, outcome: outcome ?? stoppedHere() };
    if (outcome) results.value = new Map(results.peek()).set(pair.stored, outcome);
  });
};

effect(() => {
  void opened.value;
  stopComparing();
  lookAway();
  results.value = new Map();
});
