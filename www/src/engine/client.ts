/**
 * The page's end of the worker: one request at a time as a promise, restart after a trap or a cancel.
 */
import address from '../../pkg/engine/engine_bg.wasm?url';
import type { Answer, Ask, Reply } from './protocol';
import { compile, type Complaint } from './wasm';

/** The engine's module, compiled once for every worker. */
const compiled: Promise<WebAssembly.Module> = compile(address);

/** What the user gave is wrong; nothing was lost. */
export class Refused extends Error {
  constructor(readonly complaint: Complaint) {
    super(complaint.message);
  }
}

/** The worker is gone, by a trap or because the user cancelled; its data must be loaded again. */
export class Lost extends Error {
  constructor(
    message: string,
    readonly cancelled: boolean,
  ) {
    super(message);
  }
}

type Waiting = { resolve: (answer: Answer) => void; reject: (error: Error) => void; onProgress: (share: number) => void };

let worker: Worker | undefined;
let waiting: Waiting | undefined;

const drop = (error: Lost): void => {
  worker?.terminate();
  worker = undefined;
  const lost = waiting;
  waiting = undefined;
  lost?.reject(error);
};

const receive = ({ data }: MessageEvent<Reply>): void => {
  if (!waiting) return;
  if (data.kind === 'progress') return waiting.onProgress(data.share);
  if (data.kind === 'trap') return drop(new Lost(data.message, false));
  const { resolve, reject } = waiting;
  waiting = undefined;
  if (data.kind === 'answer') resolve(data.answer);
  else reject(new Refused(data.complaint));
};

const send = (to: Worker, ask: Ask, onProgress: (share: number) => void): Promise<Answer> =>
  new Promise((resolve, reject) => {
    waiting = { resolve, reject, onProgress };
    to.postMessage(ask);
  });

/** Asks the worker, starting it first where there is none. The caller asks again only after the answer. */
export const ask = async (question: Ask, onProgress: (share: number) => void = () => {}): Promise<Answer> => {
  if (!worker) {
    const module = await compiled;
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = receive;
    worker.onerror = (event) => drop(new Lost(event.message || 'the worker could not start', false));
    await send(worker, { kind: 'start', module }, () => {});
  }
  return send(worker, question, onProgress);
};

/** Ends what the worker is doing. The pending request is rejected with `Lost`. */
export const cancel = (): void => drop(new Lost('cancelled', true));
