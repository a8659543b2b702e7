/**
 * The scan of the open files' tensors: starting and stopping it, and the results. Results belong to the files they were found in.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { abortedWith } from '../../engine/abort';
import type { NewWorker } from '../../engine/bridge';
import { scanAll, type Job, type Outcome } from '../../engine/pool';
import type { Settings } from '../../engine/wasm';
import type { History } from '../history/history';
import { FileFindings, type OpenFiles } from './open-files';

/** The outcome of one tensor and the settings it was measured at; `key` is their text, quick to compare. */
export type Result = Outcome & { settings: Settings; key: string };

/** How far a scan is. */
export type Progress = { done: number; of: number; secondsLeft: number | undefined };

type Found = {
  /** By the places of the tensors in the listing. */
  results: ReadonlyMap<number, Result>;
  progress: Progress | undefined;
  /** Why the last scan ended early. */
  fault: string | undefined;
};

/** The least time between two updates of the results: each sorts the list anew under the user's eyes. */
const PAUSE_MS = 400;

/** The fixed cost of a tensor, in values. */
const OVERHEAD = 50_000;

/** The seconds that the rest of the work takes, once there is something to judge by. */
const secondsLeft = (began: number, done: number, all: number): number | undefined => {
  const seconds = (performance.now() - began) / 1000;
  return seconds < 1 || done === 0 ? undefined : (seconds * (all - done)) / done;
};

export class Scan {
  readonly #found: FileFindings<Found>;
  readonly #settingsKey: ReadonlySignal<string>;
  /** Stops the newest scan. */
  #abort = new AbortController();

  /** The results so far, by the places of the tensors in the listing. */
  readonly results: ReadonlySignal<ReadonlyMap<number, Result>>;
  /** How far the running scan is. */
  readonly progress: ReadonlySignal<Progress | undefined>;
  /** Why the last scan ended early. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** The settings of the results, where these are not the chosen ones. */
  readonly staleSettings: ReadonlySignal<Settings | undefined>;

  constructor(
    private readonly files: OpenFiles,
    private readonly state: History['state'],
    private readonly newWorker: NewWorker,
  ) {
    this.#found = new FileFindings<Found>(files, { results: new Map(), progress: undefined, fault: undefined });
    this.#settingsKey = computed(() => JSON.stringify(state.value.settings));
    this.results = computed(() => this.#found.now.value.results);
    this.progress = computed(() => this.#found.now.value.progress);
    this.fault = computed(() => this.#found.now.value.fault);
    this.staleSettings = computed(() => [...this.results.value.values()].find((result) => !this.isCurrent(result))?.settings);
  }

  /** Whether a result was measured at the settings that are chosen now. */
  readonly isCurrent = ({ key }: Result): boolean => key === this.#settingsKey.value;

  /** Stops the scan; the results so far stay. */
  readonly stop = (): void => this.#abort.abort();

  /** Scans these tensors at the chosen settings, in place of a running scan. */
  readonly start = async (jobs: readonly Job[]): Promise<void> => {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    const { set, untilReplaced } = this.files;
    const { settings } = this.state.peek();
    const key = this.#settingsKey.peek();
    const results = new Map(this.results.peek());
    const work = jobs.reduce((sum, { values }) => sum + values + OVERHEAD, 0);
    const began = performance.now();
    let [done, workDone, shownAt] = [0, 0, began];
    const show = (progress?: Progress, fault?: string): void => {
      // Another scan may have replaced this one.
      if (this.#abort === abort) this.#found.change(set, { results: new Map(results), progress, fault });
    };
    const showProgress = (): void => {
      shownAt = performance.now();
      show({ done, of: jobs.length, secondsLeft: secondsLeft(began, workDone, work) });
    };
    const onOutcome = (job: Job, outcome: Outcome): void => {
      results.set(job.place, { ...outcome, settings, key });
      done += 1;
      workDone += job.values + OVERHEAD;
      if (performance.now() - shownAt > PAUSE_MS) showProgress();
    };
    showProgress();
    try {
      const signal = abortedWith(abort.signal, untilReplaced);
      await scanAll({ files: set.files, jobs, settings, onOutcome, signal, newWorker: this.newWorker });
      show();
    } catch (error) {
      show(undefined, error instanceof Error ? error.message : String(error));
    }
  };
}
