import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rejected, WorkerBridge, WorkerLost } from './bridge';
import { onceFulfilled } from './once';
import type { Request } from './protocol';
import type { Settings } from './wasm';

type Message = Request | WebAssembly.Module;
const settings = {} as Settings;
const isRequest = (message: Message): message is Request => 'question' in message;

/** A worker that answers as `script` says, and what became of it. */
class FakePort {
  onmessage: Worker['onmessage'] = null;
  onerror: Worker['onerror'] = null;
  isTerminated = false;
  readonly asked: string[] = [];

  constructor(
    private readonly script: (request: Request) => unknown,
    private readonly readsFiles = true,
  ) {}

  postMessage(message: Message): void {
    if (!isRequest(message)) return this.reply({ kind: 'answer', answer: { readsFiles: this.readsFiles } });
    this.asked.push(message.question);
    this.reply(this.script(message));
  }

  terminate(): void {
    this.isTerminated = true;
  }

  reply(data: unknown): void {
    if (data !== undefined) queueMicrotask(() => this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent));
  }
}

/** How often a bridge asked for the rest of the module. */
let restsFetched = 0;

/** A bridge whose workers answer as `script` says, and all of its workers. */
const bridgeOf = (script: (request: Request) => unknown, readsFiles = true) => {
  const ports: FakePort[] = [];
  const start = async (): Promise<FakePort> => {
    const port = new FakePort(script, readsFiles);
    ports.push(port);
    return port;
  };
  const module = async (): Promise<WebAssembly.Module> => ({}) as WebAssembly.Module;
  const rest = async (): Promise<WebAssembly.Module> => {
    restsFetched += 1;
    return module();
  };
  return { bridge: new WorkerBridge(start, module, rest), ports };
};

/** Until all that is under way has gone as far as it can. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('a worker is started with the first question and kept', async () => {
  const { bridge, ports } = bridgeOf(({ given }) => ({ kind: 'answer', answer: given }));
  assert.equal(ports.length, 0);
  assert.equal(await bridge.ask('measure', settings), settings);
  await bridge.ask('outliers', settings);
  assert.deepEqual(
    ports.map(({ asked }) => asked),
    [['measure', 'outliers']],
  );
  assert.equal(bridge.generation, 0);
});

test('progress is heard before the answer', async () => {
  const { bridge, ports } = bridgeOf(() => undefined);
  const shares: number[] = [];
  const answer = bridge.ask('compareWithFloat', { stored: 0, float: 1, own: false }, { onProgress: (share) => shares.push(share) });
  await settle();
  ports[0]?.reply({ kind: 'progress', share: 0.5 });
  ports[0]?.reply({ kind: 'answer', answer: 'done' });
  assert.equal(await answer, 'done');
  assert.deepEqual(shares, [0.5]);
});

test('a rejected question leaves the worker', async () => {
  const { bridge, ports } = bridgeOf(() => ({ kind: 'rejected', fieldError: { field: 'bits', message: 'too many' } }));
  await assert.rejects(bridge.ask('measure', settings), (error) => error instanceof Rejected && error.fieldError.field === 'bits');
  assert.equal(bridge.generation, 0);
  assert.equal(ports[0]?.isTerminated, false);
});

test('a trap loses the worker; the next question starts another', async () => {
  let isBroken = true;
  const { bridge, ports } = bridgeOf(() => (isBroken ? { kind: 'trap', message: 'unreachable' } : { kind: 'answer', answer: 1 }));
  await assert.rejects(
    bridge.ask('measure', settings),
    (error) => error instanceof WorkerLost && !error.cancelled && error.message === 'unreachable',
  );
  await settle();
  assert.equal(ports[0]?.isTerminated, true);
  assert.equal(bridge.generation, 1);
  isBroken = false;
  assert.equal(await bridge.ask('measure', settings), 1);
  assert.equal(ports.length, 2);
});

test('an abort ends the worker that computes, and no other', async () => {
  let answer: unknown;
  const { bridge, ports } = bridgeOf(() => answer);
  const abort = new AbortController();
  const pending = bridge.ask('measure', settings, { signal: abort.signal });
  await settle();
  abort.abort();
  await assert.rejects(pending, (error) => error instanceof WorkerLost && error.cancelled);
  await settle();
  assert.equal(ports[0]?.isTerminated, true);
  await assert.rejects(bridge.ask('measure', settings, { signal: abort.signal }), WorkerLost);
  assert.equal(ports.length, 1, 'what was aborted before starts nothing');
  answer = { kind: 'answer', answer: 2 };
  const later = new AbortController();
  assert.equal(await bridge.ask('measure', settings, { signal: later.signal }), 2);
  later.abort();
  assert.equal(ports[1]?.isTerminated, false, 'an answered question cannot be aborted any more');
});

test('an abort while the engine is still loading rejects at once', async () => {
  const port = new FakePort(() => ({ kind: 'answer', answer: 1 }));
  let arrive: (module: WebAssembly.Module) => void = () => {};
  const module = new Promise<WebAssembly.Module>((resolve) => {
    arrive = resolve;
  });
  const bridge = new WorkerBridge(
    async () => port,
    () => module,
  );
  const abort = new AbortController();
  const pending = bridge.ask('measure', settings, { signal: abort.signal });
  abort.abort();
  await assert.rejects(pending, WorkerLost);
  arrive({} as WebAssembly.Module);
  await settle();
  assert.equal(port.isTerminated, true);
  assert.deepEqual(port.asked, [], 'an aborted request is never sent');
});

test('a worker that cannot be started is a lost one, and is tried again', async () => {
  let tries = 0;
  const bridge = new WorkerBridge(
    async () => {
      tries += 1;
      throw new Error('offline');
    },
    async () => ({}) as WebAssembly.Module,
  );
  for (const expected of [1, 2]) {
    await assert.rejects(bridge.ask('measure', settings), (error) => error instanceof WorkerLost && /offline/.test(error.message));
    assert.equal(tries, expected);
  }
});

test('each worker gets the rest of the module before the first question that needs it, and once', async () => {
  restsFetched = 0;
  const { bridge } = bridgeOf(({ question }) =>
    question === 'outliers' && bridge.generation === 0 ? { kind: 'trap', message: 'x' } : { kind: 'answer', answer: 1 },
  );
  await bridge.ask('measure', settings);
  assert.equal(restsFetched, 0);
  await bridge.ask('disagree', settings);
  await bridge.ask('disagree', settings);
  assert.equal(restsFetched, 1);
  await assert.rejects(bridge.ask('outliers', settings), WorkerLost);
  await bridge.ask('outliers', settings);
  assert.equal(restsFetched, 2);
});

test('a worker that reads no files is given their bytes, as far as they can be held', async () => {
  const echo = ({ given }: Request): unknown => ({ kind: 'answer', answer: given });
  const file = new File(['\u0001\u0002\u0003'], 'a.npy');
  assert.deepEqual(await bridgeOf(echo).bridge.ask('open', [file]), [file]);
  const { bridge } = bridgeOf(echo, false);
  assert.deepEqual(await bridge.ask('open', [file]), [{ name: 'a.npy', bytes: new Uint8Array([1, 2, 3]) }]);
  const large = { name: 'large', bytes: { length: 2 ** 30 } as Uint8Array };
  await assert.rejects(bridge.ask('open', [large]), (error) => error instanceof Rejected && error.fieldError.field === 'data');
  assert.equal(bridge.generation, 0);
});

test('what could not be fetched is asked for again', async () => {
  let asked = 0;
  const fetched = onceFulfilled(async () => {
    asked += 1;
    if (asked === 1) throw new Error('offline');
    return asked;
  });
  await assert.rejects(fetched());
  assert.equal(await fetched(), 2);
  assert.equal(await fetched(), 2);
});
