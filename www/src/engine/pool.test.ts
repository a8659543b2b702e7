import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rejected, WorkerLost } from './bridge';
import { scanAll, type Job, type Outcome } from './pool';
import type { ScanResult, Settings, Source } from './wasm';

Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { hardwareConcurrency: 3 } });

const jobsOf = (sizes: readonly number[]): Job[] => sizes.map((values, place) => ({ place, values, source: { tensor: String(place) } as Source }));

type Scan = (tensor: string) => unknown;

/** Scans `sizes` by workers that answer as `scan` says, and fail as it throws. */
const run = async (sizes: readonly number[], scan: Scan, open: () => void = () => {}) => {
  const asked: string[] = [];
  const outcomes = new Map<number, Outcome>();
  let [workers, ended] = [0, 0];
  const stop = new AbortController();
  const newWorker = () => {
    workers += 1;
    let generation = 0;
    const ask = async (question: string, given: unknown): Promise<never> => {
      await Promise.resolve();
      if (stop.signal.aborted) throw new WorkerLost('cancelled', true);
      if (question === 'open') {
        asked.push('open');
        return open() as never;
      }
      const { tensor } = (given as { source: Source }).source;
      asked.push(tensor);
      try {
        return scan(tensor) as never;
      } catch (error) {
        if (error instanceof WorkerLost) generation += 1;
        throw error;
      }
    };
    return {
      ask,
      get generation() {
        return generation;
      },
      end: () => void (ended += 1),
    };
  };
  const onOutcome = ({ place }: Job, outcome: Outcome): void => {
    outcomes.set(place, outcome);
    if (outcomes.size === 3) stop.abort();
  };
  const done = scanAll({ files: [], jobs: jobsOf(sizes), settings: {} as Settings, onOutcome, signal: stop.signal, newWorker });
  await done.finally(() => assert.equal(ended, workers, 'every worker is ended'));
  return { asked, outcomes, workers };
};

const scanned = {} as ScanResult;

test('the largest tensors go first, on one worker for each core beside the page', async () => {
  const { asked, outcomes, workers } = await run([10, 30], () => scanned);
  assert.equal(workers, 2);
  assert.deepEqual(asked, ['open', 'open', '1', '0']);
  assert.deepEqual([...outcomes.keys()].toSorted(), [0, 1]);
});

test('a tensor that is rejected is reported, and its worker goes on', async () => {
  const { asked, outcomes } = await run([200_000_000, 1], (tensor) => {
    if (tensor === '0') throw new Rejected({ field: 'group', message: 'does not divide' });
    return scanned;
  });
  assert.deepEqual(asked, ['open', '0', '1'], 'two workers would hold too much');
  assert.deepEqual(outcomes.get(0), { fault: 'does not divide' });
  assert.deepEqual(outcomes.get(1), { scanned });
});

test('a tensor that takes its worker down is reported, and the files are opened again', async () => {
  const { asked, outcomes } = await run([200_000_000, 1], (tensor) => {
    if (tensor === '0') throw new WorkerLost('unreachable', false);
    return scanned;
  });
  assert.deepEqual(asked, ['open', '0', 'open', '1']);
  assert.ok('fault' in (outcomes.get(0) ?? {}));
  assert.deepEqual(outcomes.get(1), { scanned });
});

test('what is aborted ends without a fault, and asks nothing more', async () => {
  const { outcomes } = await run([200_000_000, 4, 3, 2, 1], () => scanned);
  assert.equal(outcomes.size, 3);
});

test('files that cannot be opened fail the scan', async () => {
  await assert.rejects(
    run(
      [1, 2],
      () => scanned,
      () => {
        throw new Rejected({ field: 'data', message: 'moved' });
      },
    ),
    /moved/,
  );
});
