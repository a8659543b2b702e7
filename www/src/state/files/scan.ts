/**
 * The scan of the open files' tensors: started, stopped, and what is known of each tensor. Results belong to the files they
 * were found in.
 */
import { computed, type ReadonlySignal } from '@preact/signals';
import { scanAll, type Job, type Outcome } from '../../engine/pool';
import type { Settings } from '../../engine/wasm';
import { history, openFiles } from '../app-state';
import { FileFindings } from './open-files';

/** What a scan came to for one tensor, and under which settings; `asked` is their text, quick to compare. */
export type Result = Outcome & { settings: Settings; asked: string };

/** How far a scan is. */
export type Progress = { done: number; of: number; secondsLeft: number | undefined };

/** Results are shown this often at most: each time the list is sorted anew under the user's eyes. */
const PAUSE_MS = 400;

/** What a tensor costs beside its values, in values. */
const OVERHEAD = 50_000;

type Found = {
  /** By the places of the tensors in the listing. */
  results: ReadonlyMap<number, Result>;
  progress: Progress | undefined;
  /** Why the last scan could not go on. */
  fault: string | undefined;
};

const found = new FileFindings<Found>(openFiles, { results: new Map(), progress: undefined, fault: undefined });

/** What is known of the tensors, by their places in the listing. */
export const scanned = computed(() => found.now.value.results);

/** How far the scan is that is under way. */
export const scanning = computed(() => found.now.value.progress);

/** Why the last scan could not go on. */
export const scanTrouble = computed(() => found.now.value.fault);

const chosen = computed(() => JSON.stringify(history.state.value.settings));

/** Whether an error was measured at the settings that are chosen now. */
export const isCurrent = ({ asked }: Result): boolean => asked === chosen.value;

/** The settings that results were measured at, where these are not the chosen ones. */
export const staleSettings: ReadonlySignal<Settings | undefined> = computed(() => {
  for (const result of scanned.value.values()) if (!isCurrent(result)) return result.settings;
  return undefined;
});

/** The scan under way. */
const scan = { abort: new AbortController() };

/** Stops the scan; what is known stays. */
export const stopScan = (): void => scan.abort.abort();

/** The seconds that the rest of some work takes, once there is something to judge by. */
const secondsLeft = (began: number, done: number, all: number): number | undefined => {
  const seconds = (performance.now() - began) / 1000;
  return seconds < 1 || done === 0 ? undefined : (seconds * (all - done)) / done;
};

/** Scans these tensors under the chosen settings. */
export const startScan = async (jobs: readonly Job[]): Promise<void> => {
  stopScan();
  const abort = new AbortController();
  scan.abort = abort;
  const { set, untilReplaced } = openFiles;
  const { settings } = history.state.peek();
  const asked = JSON.stringify(settings);
  const results = new Map(scanned.peek());
  const work = jobs.reduce((sum, { values }) => sum + values + OVERHEAD, 0);
  const began = performance.now();
  let [done, workDone, shownAt] = [0, 0, began];
  const show = (progress?: Progress, fault?: string): void => {
    // Another scan may have replaced this one.
    if (scan.abort === abort) found.change(set, { results: new Map(results), progress, fault });
  };
  const showProgress = (): void => {
    shownAt = performance.now();
    show({ done, of: jobs.length, secondsLeft: secondsLeft(began, workDone, work) });
  };
  const onOutcome = (job: Job, outcome: Outcome): void => {
    results.set(job.place, { ...outcome, settings, asked });
    done += 1;
    workDone += job.values + OVERHEAD;
    if (performance.now() - shownAt > PAUSE_MS) showProgress();
  };
  showProgress();
  try {
    await scanAll({ files: set.files, jobs, settings, onOutcome, signal: AbortSignal.any([abort.signal, untilReplaced]) });
    show();
  } catch (error) {
    show(undefined, error instanceof Error ? error.message : String(error));
  }
};
