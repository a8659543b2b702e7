import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Rejected, WorkerLost, type AskOptions, type EngineWorker } from '../../engine/bridge';
import type { Answer, Given, Question } from '../../engine/protocol';
import type { Listing, Painter, State, Studied } from '../../engine/wasm';
import { History } from '../history/history';
import { ChartLayout } from './chart-layout';
import { LoadedData } from './loaded-data';
import { Messages } from '../messages';
import { FILE, OpenFiles } from '../files/open-files';
import { Pictures } from './pictures';
import { StudyLoop } from './study-loop';

const START = {
  source: { data: 'normal', file: '', tensor: '', hash: '', edits: [] as State['source']['edits'] },
  settings: { bits: 4 },
  view: { selected: 0, language: 'en' },
  pinned: [] as State['pinned'],
  classroom: { lesson: '', step: 0 },
} as State;

type Pending = {
  question: Question;
  given: unknown;
  answer: (answer: unknown) => void;
  reject: (error: Error) => void;
};

/** A worker whose answers the test gives, one by one. */
class FakeWorker implements EngineWorker {
  generation = 0;
  pending: Pending | undefined;
  readonly asked: string[] = [];

  ask<Q extends Question>(question: Q, given: Given<Q>, { signal }: AskOptions = {}): Promise<Answer<Q>> {
    assert.equal(this.pending, undefined, `asked ${question} while it answers ${this.pending?.question}`);
    const settings = given as { settings?: State['settings'] };
    this.asked.push(question === 'study' ? `study ${settings.settings?.bits}` : question);
    return new Promise((resolve, reject) => {
      const done =
        <T>(then: (result: T) => void) =>
        (result: T) => {
          this.pending = undefined;
          then(result);
        };
      this.pending = { question, given, answer: done((answer) => resolve(answer as Answer<Q>)), reject: done(reject) };
      signal?.addEventListener('abort', () => this.pending && this.lose(true));
    });
  }

  /** Loses the worker with the request under way. */
  lose(cancelled = false): void {
    this.generation += 1;
    this.pending?.reject(new WorkerLost('unreachable', cancelled));
  }
}

/** Until all that is under way has gone as far as it can without the worker. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 30; i += 1) await Promise.resolve();
};

const studied = (): Studied => ({ frame: {}, models: new Uint8Array() }) as unknown as Studied;

const pageOf = () => {
  const worker = new FakeWorker();
  const messages = new Messages();
  const files = new OpenFiles();
  const address = { hash: '', read: () => address.hash, write: (hash: string) => void (address.hash = hash), follow: () => {} };
  const readLink = (link: string) => ({ state: { ...START, settings: { ...START.settings, bits: Number(link.slice(1) || 4) } }, messages: [] });
  const writeLink = ({ settings }: State) => String(settings.bits);
  const history = new History({ startState: START, readLink, writeLink, hasDataOf: files.hasDataOf, address, messages });
  const frames: (() => void)[] = [];
  const pictures = new Pictures(history.isPress, (task) => frames.push(task));
  const freed: number[] = [];
  let painters = 0;
  const painterOf = () => {
    const id = painters++;
    return { free: () => void freed.push(id), pin: () => undefined } as unknown as Painter;
  };
  const idle: (() => void)[] = [];
  const data = new LoadedData(worker, files, async () => undefined);
  const layout = new ChartLayout();
  const loop = new StudyLoop({
    worker,
    sizes: layout.sizes,
    data,
    history,
    pictures,
    messages,
    startState: START,
    painterOf,
    whenIdle: (task) => idle.push(task),
  });

  const bits = (to: number): void => history.change({ settings: { bits: to } });
  /** Answers the request under way, after checking that it is the one expected. */
  const answer = async (question: string, with_: unknown = undefined): Promise<void> => {
    await settle();
    assert.equal(worker.asked.at(-1), question);
    const defaults: Record<string, unknown> = { load: { hash: '', sampled: undefined } };
    worker.pending?.answer(with_ ?? defaults[question] ?? studied());
    await settle();
  };
  const reject = async (message: string): Promise<void> => {
    await settle();
    worker.pending?.reject(new Rejected({ field: 'bits', message }));
    await settle();
  };
  const frame = (): void => frames.splice(0).forEach((task) => task());
  const runIdle = async (): Promise<void> => {
    idle.splice(0).forEach((task) => task());
    await settle();
  };
  const shownBits = (): number | undefined => pictures.shown.value?.state.settings.bits;
  /** Starts, and shows the first picture. */
  const begin = async (): Promise<void> => {
    history.start();
    loop.start();
    await answer('load');
    await answer(`study ${history.state.value.settings.bits}`);
    frame();
  };
  return { worker, layout, messages, files, address, history, pictures, data, loop, bits, answer, reject, frame, runIdle, shownBits, begin, freed };
};

let page: ReturnType<typeof pageOf>;
beforeEach(() => {
  page = pageOf();
});

test('nothing is asked before the start; then the data are loaded and studied', async () => {
  await settle();
  assert.deepEqual(page.worker.asked, []);
  await page.begin();
  assert.deepEqual(page.worker.asked, ['load', 'study 4']);
  assert.equal(page.shownBits(), 4);
});

test('the newest state wins, and there is one request at a time', async () => {
  await page.begin();
  page.bits(5);
  await settle();
  for (const bits of [6, 7, 8]) page.bits(bits);
  await settle();
  assert.equal(page.worker.asked.at(-1), 'study 5', 'nothing is asked before the answer');
  await page.answer('study 5');
  await page.answer('study 8');
  page.frame();
  assert.equal(page.shownBits(), 8);
  assert.deepEqual(page.worker.asked.slice(2), ['study 5', 'study 8']);
});

test('all changes of one event are asked about once, and equal states not again', async () => {
  await page.begin();
  page.bits(5);
  page.bits(6);
  await page.answer('study 6');
  await settle();
  assert.deepEqual(page.worker.asked.slice(2), ['study 6']);
});

test('of pictures that wait for a frame only the newest is shown; the others are freed but for the one on show before', async () => {
  await page.begin();
  page.bits(5);
  await page.answer('study 5');
  page.bits(6);
  await page.answer('study 6');
  assert.equal(page.shownBits(), 4);
  page.frame();
  assert.equal(page.shownBits(), 6);
  assert.deepEqual(page.freed, [1]);
  page.bits(7);
  await page.answer('study 7');
  page.frame();
  assert.deepEqual(page.freed, [1, 0]);
});

test('charts glide from the picture before where one press led to the settings, not a gesture', async () => {
  await page.begin();
  const pressedFrom = (): number | undefined => page.pictures.pressedFrom?.state.settings.bits;
  assert.equal(pressedFrom(), undefined);
  page.bits(5);
  await page.answer('study 5');
  page.frame();
  assert.equal(pressedFrom(), 4);

  page.history.change({ settings: { bits: 6 } }, 'during');
  await page.answer('study 6');
  page.frame();
  assert.equal(pressedFrom(), undefined, 'during a drag');
  page.history.change({ settings: { bits: 7 } }, 'during');
  page.history.settle();
  await page.answer('study 7');
  page.frame();
  assert.equal(pressedFrom(), undefined, 'at its end');

  page.history.undo();
  await page.answer('study 5');
  page.frame();
  assert.equal(pressedFrom(), 7);
  page.layout.change({ line: 500 });
  await page.answer('study 5');
  page.frame();
  assert.equal(pressedFrom(), undefined, 'the same settings in another size');
});

test('a chart that comes into view is asked for, and one that goes is not asked about', async () => {
  await page.begin();
  const charts = (): unknown => (page.worker.pending?.given as { sizes: { charts: string[] } } | undefined)?.sizes.charts;
  const leave = page.layout.show('number-line');
  const hide = page.layout.show('bench');
  await settle();
  assert.deepEqual(charts(), ['number-line', 'bench']);
  await page.answer('study 4');
  const before = page.worker.asked.length;
  hide();
  leave();
  await settle();
  assert.equal(page.worker.asked.length, before);
  page.layout.show('series');
  await settle();
  assert.deepEqual(charts(), ['series']);
});

test('a rejected state keeps the last picture and its fault until it is mended', async () => {
  await page.begin();
  page.bits(40);
  await page.reject('40 bits are not offered');
  assert.equal(page.loop.fieldError.value?.message, '40 bits are not offered');
  assert.equal(page.loop.canDismiss.value, false);
  assert.equal(page.shownBits(), 4);
  assert.equal(page.history.state.value.settings.bits, 40);
  page.bits(5);
  await page.answer('study 5');
  assert.notEqual(page.loop.fieldError.value, undefined, 'until the next picture is shown');
  page.frame();
  assert.equal(page.loop.fieldError.value, undefined);
});

test('charts opened beside a rejected state are those of the last good one, and the fault stays', async () => {
  await page.begin();
  page.bits(40);
  await page.reject('no');
  page.layout.show('histogram');
  await settle();
  await page.reject('no');
  await page.answer('study 4');
  page.frame();
  assert.equal(page.shownBits(), 4);
  assert.equal(page.loop.fieldError.value?.message, 'no');
  page.bits(4);
  await page.answer('study 4');
  page.frame();
  assert.equal(page.loop.fieldError.value, undefined);
});

test('a picture that still waits does not end the fault of a later state', async () => {
  await page.begin();
  page.bits(5);
  await page.answer('study 5');
  page.bits(40);
  await page.reject('no');
  page.frame();
  assert.equal(page.shownBits(), 5);
  assert.equal(page.loop.fieldError.value?.message, 'no');
});

test('a fault beside the state outlives a picture of the same state', async () => {
  await page.begin();
  page.loop.report({ field: 'data', message: 'not a tensor file' });
  assert.equal(page.loop.canDismiss.value, true);
  page.layout.change({ line: 500 });
  await page.answer('study 4');
  page.frame();
  assert.equal(page.loop.fieldError.value?.message, 'not a tensor file');
  page.bits(5);
  await page.answer('study 5');
  page.frame();
  assert.equal(page.loop.fieldError.value, undefined);
});

test('a link that is rejected at first falls back to the start page and says why', async () => {
  page.address.hash = '#40';
  page.history.start();
  page.loop.start();
  await page.answer('load');
  await page.reject('40 bits are not offered');
  await page.answer('study 4');
  page.frame();
  assert.equal(page.shownBits(), 4);
  assert.equal(page.loop.fieldError.value, undefined);
  assert.match(page.messages.list.value.join(), /40 bits are not offered/);
});

test('a lost worker is replaced, the last good state loaded again, and the step forgotten', async () => {
  await page.begin();
  page.bits(5);
  await settle();
  page.worker.lose();
  await page.answer('load');
  await page.answer('study 4');
  page.frame();
  assert.equal(page.history.state.value.settings.bits, 4);
  assert.equal(page.history.canUndo.value, false);
  assert.equal(page.messages.list.value.length, 1);
});

test('a state that takes the worker down twice is not tried a third time', async () => {
  await page.begin();
  page.bits(5);
  await settle();
  page.worker.lose();
  await settle();
  page.worker.lose();
  await settle();
  assert.deepEqual(page.worker.asked.slice(2), ['study 5', 'load']);
  assert.equal(page.loop.fieldError.value?.field, 'data');
});

test('a worker that was lost while nobody asked is loaded again', async () => {
  await page.begin();
  page.worker.lose();
  page.bits(5);
  await page.answer('load');
  await page.answer('study 5');
});

test('cancelling returns to the last picture without a message', async () => {
  await page.begin();
  page.history.change({ source: { data: 'huge' } });
  await settle();
  page.loop.cancel();
  await page.answer('load');
  await page.answer('study 4');
  page.frame();
  assert.equal(page.history.state.value.source.data, 'normal');
  assert.deepEqual(page.messages.list.value, []);
});

test('work that takes longer than a blink is seen', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  await page.begin();
  page.history.change({ source: { data: 'huge' } });
  await settle();
  assert.equal(page.loop.busy.value, undefined);
  context.mock.timers.tick(200);
  assert.deepEqual(page.loop.busy.value, { loading: true, share: undefined });
  await page.answer('load');
  await page.answer('study 4');
  assert.equal(page.loop.busy.value, undefined);
});

test('a moving hand has only its own charts studied between the steps in which all else follows', async (context) => {
  let now = 1000;
  context.mock.method(performance, 'now', () => now);
  context.mock.timers.enable({ apis: ['setTimeout'] });
  await page.begin();
  const charts = (): unknown => (page.worker.pending?.given as { sizes: { charts: string[] } } | undefined)?.sizes.charts;
  const shown = (): unknown[] => [page.pictures.atHand, page.pictures.shown].map(({ value }) => value?.state.settings.bits);
  const move = async (bits: number, asked: string[]): Promise<void> => {
    page.history.change({ settings: { bits } }, 'during');
    await settle();
    assert.deepEqual(charts(), asked);
    await page.answer(`study ${bits}`);
  };
  await move(5, ['number-line', 'matrices']);
  await move(6, ['number-line']);
  page.frame();
  // What a hand sees is newer, and does not take the place of the complete picture of the same frame.
  assert.deepEqual(shown(), [6, 5]);
  await move(7, ['number-line']);
  page.frame();
  assert.deepEqual(shown(), [7, 5]);

  // The hand rests: the rest of the same state follows.
  now += 100;
  context.mock.timers.tick(100);
  await page.answer('study 7');
  page.frame();
  assert.deepEqual(shown(), [7, 7]);
  // It goes on, and lets go: a press waits for nothing.
  await move(8, ['number-line']);
  page.history.settle();
  page.bits(3);
  await settle();
  assert.deepEqual(charts(), ['number-line', 'matrices']);
  await page.answer('study 3');
  page.frame();
  assert.deepEqual(shown(), [3, 3]);
});

test('pinned settings are studied on the same data, and once for as long as nothing of them changes', async () => {
  await page.begin();
  page.history.change({ pinned: [{ ...START.settings, bits: 8 }] });
  await page.answer('study 4');
  await page.answer('study 8');
  page.frame();
  page.bits(5);
  await page.answer('study 5');
  page.frame();
  assert.deepEqual(page.worker.asked.slice(2), ['study 4', 'study 8', 'study 5']);
  assert.equal(page.pictures.newestPinned?.picture?.state.settings.bits, 8);
  assert.equal(page.shownBits(), 5);
});

test('pinned settings that are rejected leave the picture of the chosen ones', async () => {
  await page.begin();
  page.history.change({ pinned: [{ ...START.settings, bits: 40 }] });
  await page.answer('study 4');
  await page.reject('40 bits are not offered');
  page.frame();
  assert.deepEqual(page.pictures.newestPinned?.settings.bits, 40);
  assert.equal(page.pictures.newestPinned?.picture, undefined);
  assert.equal(page.loop.fieldError.value, undefined);
});

test('neighbours are prefetched while the worker is idle, and shown without asking it', async () => {
  await page.begin();
  page.loop.hint(({ bits }) => [{ bits: bits - 1 }, { bits: bits + 1 }]);
  await page.runIdle();
  await page.answer('study 3');
  await page.runIdle();
  await page.answer('study 5');
  await page.runIdle();
  assert.equal(page.worker.pending, undefined, 'both are there');
  page.bits(5);
  await settle();
  page.frame();
  assert.equal(page.shownBits(), 5);
  assert.equal(page.worker.pending, undefined, 'nothing was asked');
});

test('a change during a prefetch waits for nothing else', async () => {
  await page.begin();
  page.loop.hint(({ bits }) => [{ bits: bits - 1 }, { bits: bits + 1 }]);
  await page.runIdle();
  page.bits(7);
  await page.answer('study 3');
  await page.answer('study 7');
  page.frame();
  assert.equal(page.shownBits(), 7);
});

test('a question waits for the study, and the next study for no question that waits', async () => {
  await page.begin();
  page.bits(5);
  await settle();
  const first = page.loop.withIdleWorker((options) => page.worker.ask('outliers', START.settings, options));
  const second = page.loop.withIdleWorker((options) => page.worker.ask('disagree', START.settings, options));
  await page.answer('study 5');
  await settle();
  page.bits(6);
  await page.answer('outliers', 'found');
  assert.equal(await first, 'found');
  await page.answer('study 6');
  await page.answer('disagree', []);
  assert.deepEqual(await second, []);
});

test('a question that takes the worker down is told, and the picture loaded again', async () => {
  await page.begin();
  const question = page.loop.withIdleWorker((options) => page.worker.ask('outliers', START.settings, options));
  question.catch(() => {});
  await settle();
  page.worker.lose();
  await assert.rejects(question, WorkerLost);
  await page.answer('load');
  await page.answer('study 4');
  assert.equal(page.messages.list.value.length, 1);
});

test('the state that was rejected is known until the next picture', async () => {
  await page.begin();
  page.bits(40);
  await page.reject('no');
  assert.equal(page.loop.rejected.value?.state.settings.bits, 40);
  assert.equal(page.loop.rejected.value?.error.message, 'no');
  page.bits(5);
  await page.answer('study 5');
  page.frame();
  assert.equal(page.loop.rejected.value, undefined);
  page.loop.report({ field: 'data', message: 'not a tensor file' });
  assert.equal(page.loop.rejected.value, undefined, 'the state is fine');
});

/** Opens a file with one tensor, as the page does. */
const openFile = async (name: string): Promise<void> => {
  const set = page.files.with([new File(['1'], name)]);
  const listing = { files: [{ name }], tensors: [{ name: 'weight', file: 0 }] } as unknown as Listing;
  const opened = page.loop.openFiles(set);
  await page.answer('open', listing);
  page.files.replace(set, await opened);
};

const weights = (file: string): State['source'] => ({ ...START.source, data: FILE, file, tensor: 'weight' });

test('data of a file are loaded with the files open, and their hash is noted', async () => {
  await page.begin();
  await openFile('a.npy');
  page.history.change({ source: weights('a.npy') });
  await page.answer('loadFile', { hash: 'abc', sampled: 'every other value' });
  await page.answer('study 4');
  page.frame();
  assert.equal(page.history.state.value.source.hash, 'abc');
  assert.equal(page.pictures.shown.value?.sampled, 'every other value');
  assert.deepEqual(page.worker.asked.slice(2), ['open', 'loadFile', 'study 4'], 'the hash is no change');
});

test('a new worker gets the open files again before their data', async () => {
  await page.begin();
  await openFile('a.npy');
  page.history.change({ source: weights('a.npy') });
  await page.answer('loadFile', { hash: 'abc' });
  await page.answer('study 4');
  page.frame();
  page.bits(5);
  await settle();
  page.worker.lose();
  await page.answer('open', {});
  await page.answer('loadFile', { hash: 'abc' });
  await page.answer('study 4');
});

test('files that were opened in vain are replaced by the open ones before these are read', async () => {
  await page.begin();
  await openFile('a.npy');
  const vain = page.loop.openFiles(page.files.with([new File(['x'], 'bad.npy')]));
  await page.answer('open', {});
  await vain;
  page.history.change({ source: weights('a.npy') });
  await page.answer('open', {});
  await page.answer('loadFile', { hash: 'abc' });
  await page.answer('study 4');
});
