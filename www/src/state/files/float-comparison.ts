/**
 * Quantized tensors of the open files compared with the floats they were made from. Workers of their own compare, so that the
 * picture stays alive. Results belong to the files they were found in.
 */
import { batch, computed, type ReadonlySignal } from '@preact/signals';
import { Rejected, WorkerBridge, WorkerLost, type AskOptions } from '../../engine/bridge';
import type { Against } from '../../engine/wasm';
import { t } from '../../i18n';
import { openFiles } from '../app-state';
import { FileFindings, type FileSet } from './open-files';

/** A quantized tensor and its float, by their places in the listing. */
export type Pair = { stored: number; float: number };

/** What a comparison came to: its numbers, or the sentence that says why there are none. */
export type Outcome = { against: Against } | { fault: string };

/** The pair looked at closely: how far its comparison is, then what it came to. */
export type Closeup = { pair: Pair; share: number; outcome?: Outcome };

type Found = {
  /** By the places of the quantized tensors in the listing. */
  outcomes: ReadonlyMap<number, Outcome>;
  isComparing: boolean;
  closeup: Closeup | undefined;
};

const found = new FileFindings<Found>(openFiles, { outcomes: new Map(), isComparing: false, closeup: undefined });

/** All quantized tensors that have a float. */
export const pairs: ReadonlySignal<readonly Pair[]> = computed(() =>
  (openFiles.listing.value?.tensors ?? []).flatMap(({ pair }, stored) => (pair === undefined ? [] : [{ stored, float: pair }])),
);

/** What the comparisons of all pairs came to so far, by the places of the quantized tensors. */
export const outcomes = computed(() => found.now.value.outcomes);

/** Whether all pairs are being compared. */
export const isComparing = computed(() => found.now.value.isComparing);

/** The pair looked at closely. */
export const closeup = computed(() => found.now.value.closeup);

const stoppedHere = (): Outcome => ({ fault: t('state.stoppedAtTensor') });

/** One comparison; nothing where it was stopped. */
const compare = async (worker: WorkerBridge, { stored, float }: Pair, own: boolean, options: AskOptions): Promise<Outcome | undefined> => {
  try {
    return { against: await worker.ask('against', { stored, float, own }, options) };
  } catch (error) {
    if (error instanceof Rejected) return { fault: error.fieldError.message };
    if (!(error instanceof WorkerLost)) throw error;
    return error.cancelled ? undefined : stoppedHere();
  }
};

/** Comparisons under way: of all pairs, and of one closely. */
const underWay = { all: new AbortController(), one: new AbortController() };

/** Stops a comparison. Returns what stops the next. */
const renew = (which: keyof typeof underWay): AbortSignal => {
  underWay[which].abort();
  underWay[which] = new AbortController();
  return AbortSignal.any([underWay[which].signal, openFiles.untilReplaced]);
};

const keepOutcome = (set: FileSet, { stored }: Pair, outcome: Outcome): void =>
  found.change(set, { outcomes: new Map(outcomes.peek()).set(stored, outcome) });

/** Stops the comparison of all pairs; what is there stays. */
export const stopComparing = (): void => {
  renew('all');
  found.change(openFiles.set, { isComparing: false });
};

/** Compares all pairs that were not compared yet, one after the other. */
export const compareAll = async (): Promise<void> => {
  const signal = renew('all');
  const { set } = openFiles;
  const worker = new WorkerBridge();
  let opened: number | undefined;
  found.change(set, { isComparing: true });
  try {
    for (const pair of pairs.peek()) {
      if (outcomes.peek().has(pair.stored)) continue;
      // A comparison may have taken its worker down.
      if (opened !== worker.generation) await worker.ask('open', set.files, { signal });
      opened = worker.generation;
      const outcome = await compare(worker, pair, false, { signal });
      if (!outcome) break;
      keepOutcome(set, pair, outcome);
    }
  } catch (error) {
    if (!(error instanceof WorkerLost || error instanceof Rejected)) throw error;
  } finally {
    worker.end();
    if (!signal.aborted) found.change(set, { isComparing: false });
  }
};

/** Ends the close look. */
export const lookAway = (): void => {
  renew('one');
  found.change(openFiles.set, { closeup: undefined });
};

/** Compares one pair closely, with what is quantized here beside it. */
export const lookAt = async (pair: Pair): Promise<void> => {
  const signal = renew('one');
  const { set } = openFiles;
  const worker = new WorkerBridge();
  const showShare = (share: number): void => found.change(set, { closeup: { pair, share } });
  showShare(0);
  let outcome: Outcome | undefined;
  try {
    await worker.ask('open', set.files, { signal });
    outcome = await compare(worker, pair, true, { signal, onProgress: showShare });
  } catch (error) {
    if (!(error instanceof WorkerLost || error instanceof Rejected)) throw error;
  } finally {
    worker.end();
  }
  if (signal.aborted) return;
  batch(() => {
    found.change(set, { closeup: { pair, share: 1, outcome: outcome ?? stoppedHere() } });
    if (outcome) keepOutcome(set, pair, outcome);
  });
};
