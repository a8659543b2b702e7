/**
 * Several workers on the same files: a queue of tensors, each scanned by whichever worker is free. A tensor that stops
 * its worker is told as failed, and the worker is replaced.
 */
import { t } from '../i18n';
import { Connection, Refused } from './connection';
import type { ScanResult, Settings, Source } from './wasm';

/** A tensor to scan, by its place in the list of all. */
export type Job = { place: number; source: Source; values: number };

/** What a scan of one tensor came to: its numbers, or the sentence that says why there are none. */
export type Outcome = { scanned: ScanResult } | { fault: string };

const MOST_WORKERS = 8;

/** Values that all workers may hold at once: 4 bytes each, and they keep what memory they once took. */
const MOST_VALUES = 200_000_000;

/** As many workers as there are cores beside the page's own, but no more than memory and work allow. */
const workersFor = (jobs: readonly Job[]): number => {
  const largest = jobs.reduce((most, { values }) => Math.max(most, values), 1);
  const cores = (navigator.hardwareConcurrency || 2) - 1;
  return Math.max(1, Math.min(cores, MOST_WORKERS, jobs.length, Math.floor(MOST_VALUES / largest)));
};

/** A scan under way. */
export class Pool {
  private readonly queue: Job[];
  private readonly connections = new Set<Connection>();
  private stopped = false;

  constructor(
    private readonly files: readonly File[],
    jobs: readonly Job[],
    private readonly settings: Settings,
    private readonly onOutcome: (job: Job, outcome: Outcome) => void,
  ) {
    // The largest first: at the end no worker is left alone with a large one.
    this.queue = [...jobs].sort((a, b) => b.values - a.values);
  }

  /** Scans all. Resolves when nothing is left to do or the scan was stopped; fails when no worker can open the files. */
  async run(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: workersFor(this.queue) }, () => this.work()));
    } finally {
      this.stop();
    }
  }

  /** Ends all workers, whatever they are doing. */
  stop(): void {
    this.stopped = true;
    this.queue.length = 0;
    for (const connection of this.connections) connection.end();
  }

  private async work(): Promise<void> {
    while (this.queue.length > 0) {
      const connection = new Connection(() => this.connections.delete(connection));
      this.connections.add(connection);
      try {
        await connection.ask({ kind: 'open', files: this.files });
        await this.takeJobs(connection);
      } catch (error) {
        // A worker that was told to stop has nothing to say.
        if (!this.stopped) throw error;
      }
      connection.end();
    }
  }

  /** Until the queue is empty or the worker lost. */
  private async takeJobs(connection: Connection): Promise<void> {
    for (let job = this.queue.shift(); job; job = this.queue.shift()) {
      try {
        const answer = await connection.ask({ kind: 'scan', source: job.source, settings: this.settings });
        if (answer.kind === 'scanned') this.onOutcome(job, { scanned: answer.scanned });
      } catch (error) {
        if (this.stopped) return;
        if (!(error instanceof Refused)) {
          return this.onOutcome(job, { fault: t('state.stoppedInScan') });
        }
        this.onOutcome(job, { fault: error.complaint.message });
      }
    }
  }
}
