/**
 * Quantized tensors of the open files compared with the floats they were made from. Workers of their own compare, so that the
 * picture stays responsive. Results belong to the files they were found in.
 */
import { batch, computed, type ReadonlySignal } from '@preact/signals';
import { abortedWith } from '../../engine/abort';
import { Rejected, WorkerLost, type AskOptions, type EngineWorker, type NewWorker } from '../../engine/bridge';
import type { FloatComparison } from '../../engine/wasm';
import { t } from '../../i18n';
import { FileFindings, type FileSet, type OpenFiles } from './open-files';

/** A quantized tensor and its float, by their places in the listing. */
export type Pair = { stored: number; float: number };

/** The numbers of a comparison, or the sentence that says why there are none. */
export type Outcome = { comparison: FloatComparison } | { fault: string };

/** The pair looked at closely: the share of its comparison that is done, then the outcome. */
export type Closeup = { pair: Pair; share: number; outcome?: Outcome };

type Found = {
  /** By the places of the quantized tensors in the listing. */
  outcomes: ReadonlyMap<number, Outcome>;
  isComparing: boolean;
  closeup: Closeup | undefined;
};

const stoppedAtTensor = (): Outcome => ({ fault: t('state.stoppedAtTensor') });

/** One comparison; nothing where it was stopped. */
const compare = async (worker: EngineWorker, { stored, float }: Pair, own: boolean, options: AskOptions): Promise<Outcome | undefined> => {
  try {
    return { comparison: await worker.ask('compareWithFloat', { stored, float, own }, options) };
  } catch (error) {
    if (error instanceof Rejected) return { fault: error.fieldError.message };
    if (!(error instanceof WorkerLost)) throw error;
    return error.cancelled ? undefined : stoppedAtTensor();
  }
};

export class FloatComparisons {
  readonly #found: FileFindings<Found>;
  /** Stop the comparison of all pairs, and the one of a single pair. */
  #stopAll = new AbortController();
  #stopOne = new AbortController();

  /** All quantized tensors that have a float. */
  readonly pairs: ReadonlySignal<readonly Pair[]>;
  /** The outcomes so far, by the places of the quantized tensors. */
  readonly outcomes: ReadonlySignal<ReadonlyMap<number, Outcome>>;
  /** Whether all pairs are being compared. */
  readonly isComparing: ReadonlySignal<boolean>;
  /** The pair looked at closely. */
  readonly closeup: ReadonlySignal<Closeup | undefined>;

  constructor(
    private readonly files: OpenFiles,
    private readonly newWorker: NewWorker,
  ) {
    this.#found = new FileFindings<Found>(files, { outcomes: new Map(), isComparing: false, closeup: undefined });
    this.pairs = computed(() =>
      (files.listing.value?.tensors ?? []).flatMap(({ pair }, stored) => (pair === undefined ? [] : [{ stored, float: pair }])),
    );
    this.outcomes = computed(() => this.#found.now.value.outcomes);
    this.isComparing = computed(() => this.#found.now.value.isComparing);
    this.closeup = computed(() => this.#found.now.value.closeup);
  }

  /** Compares all pairs that have no outcome yet, one after the other. */
  readonly compareAll = async (): Promise<void> => {
    this.#stopAll.abort();
    this.#stopAll = new AbortController();
    const signal = abortedWith(this.#stopAll.signal, this.files.untilReplaced);
    const { set } = this.files;
    const worker = this.newWorker();
    let opened: number | undefined;
    this.#found.change(set, { isComparing: true });
    try {
      for (const pair of this.pairs.peek()) {
        if (this.outcomes.peek().has(pair.stored)) continue;
        // A comparison may have taken its worker down.
        if (opened !== worker.generation) await worker.ask('open', set.files, { signal });
        opened = worker.generation;
        const outcome = await compare(worker, pair, false, { signal });
        if (!outcome) break;
        this.#keep(set, pair, outcome);
      }
    } catch (error) {
      if (!(error instanceof WorkerLost || error instanceof Rejected)) throw error;
    } finally {
      worker.end();
      if (!signal.aborted) this.#found.change(set, { isComparing: false });
    }
  };

  /** Stops the comparison of all pairs; the outcomes so far stay. */
  readonly stop = (): void => {
    this.#stopAll.abort();
    this.#found.change(this.files.set, { isComparing: false });
  };

  /** Compares one pair closely: also with what is quantized here. */
  readonly lookAt = async (pair: Pair): Promise<void> => {
    this.#stopOne.abort();
    this.#stopOne = new AbortController();
    const signal = abortedWith(this.#stopOne.signal, this.files.untilReplaced);
    const { set } = this.files;
    const worker = this.newWorker();
    const showShare = (share: number): void => this.#found.change(set, { closeup: { pair, share } });
    let outcome: Outcome | undefined;
    showShare(0);
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
      this.#found.change(set, { closeup: { pair, share: 1, outcome: outcome ?? stoppedAtTensor() } });
      if (outcome) this.#keep(set, pair, outcome);
    });
  };

  /** Ends the close look. */
  readonly lookAway = (): void => {
    this.#stopOne.abort();
    this.#found.change(this.files.set, { closeup: undefined });
  };

  #keep(set: FileSet, { stored }: Pair, outcome: Outcome): void {
    this.#found.change(set, { outcomes: new Map(this.outcomes.peek()).set(stored, outcome) });
  }
}
