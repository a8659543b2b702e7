/**
 * The scan of the open files' tensors: started, called off, and what is known of each tensor. Results are of the files
 * they were found in and go with them.
 */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { Pool, type Job, type Outcome } from '../engine/pool';
import type { Settings } from '../engine/wasm';
import { opened, openHandles } from './files';
import { state } from './history';

/** What a scan came to for one tensor, and under which settings; `asked` is their text, quick to compare. */
export type Result = Outcome & { settings: Settings; asked: string };

/** How far a scan is. */
export type Progress = { done: number; of: number; secondsLeft: number | undefined };

/** Signals tell of results this often at most: each time the list is sorted anew under the user's eyes. */
const PAUSE_MS = 400;

/** What a tensor costs beside its values, in values. */
const OVERHEAD = 50_000;

const found = signal<ReadonlyMap<number, Result>>(new Map());
const progress = signal<Progress | undefined>(undefined);
const trouble = signal<string | undefined>(undefined);

let pool: Pool | undefined;

/** What is known of the tensors, by their places in the listing. */
export const scanned: ReadonlySignal<ReadonlyMap<number, Result>> = found;

/** How far the scan is that is under way. */
export const scanning: ReadonlySignal<Progress | undefined> = progress;

/** Why the last scan could not go on. */
export const scanTrouble: ReadonlySignal<string | undefined> = trouble;

const chosen = computed(() => JSON.stringify(state.value.settings));

/** Whether an error was measured at the settings that are chosen now. */
export const isCurrent = ({ asked }: Result): boolean => asked === chosen.value;

/** The settings that results were measured at, where these are not the chosen ones. */
export const staleSettings: ReadonlySignal<Settings | undefined> = computed(() => {
  for (const result of found.value.values()) if (!isCurrent(result)) return result.settings;
  return undefined;
});

/** Calls the scan off; what is known stays. */
export const stopScan = (): void => pool?.stop();

/** Scans these tensors under the chosen settings. */
export const startScan = async (jobs: readonly Job[]): Promise<void> => {
  stopScan();
  const { settings } = state.peek();
  const asked = JSON.stringify(settings);
  const results = new Map(found.peek());
  const work = jobs.reduce((sum, job) => sum + job.values + OVERHEAD, 0);
  const began = performance.now();
  let [done, workDone, told] = [0, 0, began];
  const tell = (): void => {
    told = performance.now();
    const seconds = (told - began) / 1000;
    const secondsLeft = seconds < 1 || workDone === 0 ? undefined : (seconds * (work - workDone)) / workDone;
    batch(() => {
      found.value = new Map(results);
      progress.value = { done, of: jobs.length, secondsLeft };
    });
  };
  const mine = new Pool(openHandles(), jobs, settings, (job, outcome) => {
    results.set(job.place, { ...outcome, settings, asked });
    done += 1;
    workDone += job.values + OVERHEAD;
    if (performance.now() - told > PAUSE_MS) tell();
  });
  pool = mine;
  trouble.value = undefined;
  tell();
  let fault: string | undefined;
  try {
    await mine.run();
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  // Another scan, or other files, have taken over.
  if (pool !== mine) return;
  batch(() => {
    tell();
    pool = undefined;
    progress.value = undefined;
    trouble.value = fault;
  });
};

/** The files of the results. */
let files: unknown = opened.peek();

effect(() => {
  if (opened.value === files) return;
  files = opened.value;
  stopScan();
  pool = undefined;
  batch(() => {
    found.value = new Map();
    progress.value = undefined;
    trouble.value = undefined;
  });
});
