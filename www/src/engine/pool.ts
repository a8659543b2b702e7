/**
 * A scan: tensors of the open files in a queue, each read and measured by whichever worker is free. A tensor that takes its
 * worker down is reported as failed; the worker is replaced.
 */
import { t } from '../i18n';
import { abortedWith } from './abort';
import { Rejected, WorkerLost, type EngineWorker, type NewWorker } from './bridge';
import type { ScanResult, Settings, Source } from './wasm';

/** A tensor to scan, by its place in the list of all. */
export type Job = { place: number; source: Source; values: number };

/** The numbers of one tensor, or the sentence that says why there are none. */
export type Outcome = { scanned: ScanResult } | { fault: string };

const MOST_WORKERS = 8;

/** Values that all workers may hold at once: 4 bytes each, and a worker never gives memory back. */
const MOST_VALUES = 200_000_000;

/** One worker for each core beside the page's own, as far as jobs and memory go. */
const workersFor = (jobs: readonly Job[]): number => {
  const largest = jobs.reduce((most, { values }) => Math.max(most, values), 1);
  const cores = (navigator.hardwareConcurrency || 2) - 1;
  return Math.max(1, Math.min(cores, MOST_WORKERS, jobs.length, Math.floor(MOST_VALUES / largest)));
};

type Scan = {
  files: readonly File[];
  jobs: readonly Job[];
  settings: Settings;
  onOutcome: (job: Job, outcome: Outcome) => void;
  /** Ends the scan and its workers. */
  signal: AbortSignal;
  newWorker: NewWorker;
};

/** Scans all. Resolves when nothing is left to do or the scan was aborted; rejects when no worker can open the files. */
export const scanAll = async ({ files, jobs, settings, onOutcome, signal, newWorker }: Scan): Promise<void> => {
  const failed = new AbortController();
  const stop = abortedWith(signal, failed.signal);
  // The largest first, so that none is left alone with a large one at the end.
  const queue = [...jobs].sort((a, b) => b.values - a.values);

  const outcomeOf = async (worker: EngineWorker, { source }: Job): Promise<Outcome> => {
    try {
      return { scanned: await worker.ask('scan', { source, settings }, { signal: stop }) };
    } catch (error) {
      if (error instanceof Rejected) return { fault: error.fieldError.message };
      if (error instanceof WorkerLost) return { fault: t('state.stoppedInScan') };
      throw error;
    }
  };

  const work = async (): Promise<void> => {
    const worker = newWorker();
    let opened: number | undefined;
    try {
      for (let job = queue.shift(); job && !stop.aborted; job = queue.shift()) {
        if (opened !== worker.generation) await worker.ask('open', files, { signal: stop });
        opened = worker.generation;
        const outcome = await outcomeOf(worker, job);
        if (!stop.aborted) onOutcome(job, outcome);
      }
    } catch (error) {
      if (!stop.aborted) throw error;
    } finally {
      worker.end();
    }
  };

  try {
    await Promise.all(Array.from({ length: workersFor(jobs) }, work));
  } finally {
    failed.abort();
  }
};
