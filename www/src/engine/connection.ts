/**
 * One worker as promises: one request at a time, each answered once. A worker that trapped, or whose work was called
 * off, is gone; its data goes with it.
 */
import { ENGLISH, t, locale } from '../i18n';
import { workers } from './assets';
import type { Answer, Ask, Reply } from './protocol';
import { compiled, type FieldError } from './wasm';

/** What the user gave is wrong; nothing was lost. */
export class Refused extends Error {
  constructor(readonly complaint: FieldError) {
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

export class Connection {
  private worker: Worker | undefined;
  private readonly started: Promise<unknown>;
  private waiting: Waiting | undefined;
  private gone: Lost | undefined;
  /** The voice it was given; a worker begins in English. */
  private spoken = ENGLISH;

  /** Starts a worker. `onLost` is called once, when it is gone. */
  constructor(private readonly onLost: () => void = () => {}) {
    this.started = this.start();
  }

  /** Asks the worker. The caller asks again only after the answer. */
  async ask(question: Ask, onProgress: (share: number) => void = () => {}): Promise<Answer> {
    await this.started;
    const now = locale();
    if (this.spoken !== now) {
      await this.send({ kind: 'speak', voice: now }, () => {});
      this.spoken = now;
    }
    return this.send(question, onProgress);
  }

  /** Ends what the worker is doing, and the worker. A pending request is rejected with `Lost`. */
  end(): void {
    this.drop(new Lost('cancelled', true));
  }

  private async start(): Promise<void> {
    const parts = await Promise.all([compiled, workers]).catch((error: unknown) => {
      this.drop(new Lost(t('state.engineNotLoaded', { why: String(error) }), false));
    });
    if (this.gone || !parts) throw this.gone;
    const [module, newWorker] = parts;
    this.worker = newWorker();
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.receive(data);
    this.worker.onerror = (event) => this.drop(new Lost(event.message || t('state.workerNotStarted'), false));
    await this.send({ kind: 'start', module }, () => {});
  }

  private send(question: Ask, onProgress: (share: number) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(this.gone);
      this.waiting = { resolve, reject, onProgress };
      this.worker?.postMessage(question);
    });
  }

  private drop(error: Lost): void {
    if (this.gone) return;
    this.gone = error;
    this.worker?.terminate();
    const lost = this.waiting;
    this.waiting = undefined;
    this.onLost();
    lost?.reject(error);
  }

  private receive(reply: Reply): void {
    if (!this.waiting) return;
    if (reply.kind === 'progress') return this.waiting.onProgress(reply.share);
    if (reply.kind === 'trap') return this.drop(new Lost(reply.message, false));
    const { resolve, reject } = this.waiting;
    this.waiting = undefined;
    if (reply.kind === 'answer') resolve(reply.answer);
    else reject(new Refused(reply.kind === 'complaint' ? reply.complaint : { field: 'data', message: t('state.sampleNotLoaded', { file: reply.file }) }));
  }
}
