/**
 * The page's end of a worker: questions as promises, typed by the protocol. Knows no question.
 */
import { ENGLISH, locale, t, type Locale } from '../i18n';
import { startWorker } from './assets';
import { holdFiles, TooLarge } from './held-files';
import { NEEDS_REST, type Answer, type Given, type Question, type Reply, type Request, type Started } from './protocol';
import { compiledModule, compiledRest, type FieldError } from './wasm';

/** The user's input is wrong; the worker and its data are fine. */
export class Rejected extends Error {
  constructor(readonly fieldError: FieldError) {
    super(fieldError.message);
  }
}

/** The worker is gone with its data, by a trap or because its request was aborted. */
export class WorkerLost extends Error {
  constructor(
    message: string,
    readonly cancelled: boolean,
  ) {
    super(message);
  }
}

export type AskOptions = {
  /** Aborts the request. Wasm cannot be interrupted, so the worker is ended and its data are lost. */
  signal?: AbortSignal;
  /** Called with the progress, 0 to 1. */
  onProgress?: (share: number) => void;
};

/** Answers questions about the loaded data. */
export type EngineWorker = {
  /**
   * One request at a time: the caller asks again only after the answer. Rejects with `Rejected` or `WorkerLost`; the request
   * after a lost worker starts a new one.
   */
  ask<Q extends Question>(question: Q, given: Given<Q>, options?: AskOptions): Promise<Answer<Q>>;
  /** Grows with every lost worker: files and data given to an earlier one are gone. */
  readonly generation: number;
};

/** Makes a worker. The caller has to end it. */
export type NewWorker = () => EngineWorker & { end: () => void };

/** The browser's worker, as far as the bridge uses it. */
type Port = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** A worker's port once it has started, and what it said of itself. */
type Running = Started & { port: Port };

/** One worker from its start to its end. */
type Life = {
  starting: Promise<Running>;
  /** The same once it has started: then requests need not wait. */
  running: Running | undefined;
  /** The language it answers in. */
  language: Locale;
  /** Whether it has the rest of the wasm module. */
  hasRest: boolean;
  /** Rejects the request under way. */
  reject: (error: WorkerLost) => void;
};

const cancelled = (): WorkerLost => new WorkerLost('cancelled', true);

/** Sends one message and waits for its answer. */
const send = <T>(port: Port, message: WebAssembly.Module | Request, onProgress: (share: number) => void = () => {}): Promise<T> =>
  new Promise((resolve, reject) => {
    port.onmessage = ({ data }: MessageEvent<Reply<T>>) => {
      if (data.kind === 'progress') onProgress(data.share);
      else if (data.kind === 'answer') resolve(data.answer);
      else reject(data.kind === 'rejected' ? new Rejected(data.fieldError) : new WorkerLost(data.message, false));
    };
    port.postMessage(message);
  });

/** The request with the bytes of the files in it, instead of files. */
const withHeldFiles = async (request: Request): Promise<Request> => {
  if (request.question !== 'open') return request;
  try {
    return { question: 'open', given: await holdFiles(request.given) };
  } catch (error) {
    throw error instanceof TooLarge ? new Rejected({ field: 'data', message: error.message }) : error;
  }
};

export class WorkerBridge implements EngineWorker {
  #life: Life | undefined;
  #generation = 0;

  /** Starts no worker before the first request. */
  constructor(
    private readonly start: () => Promise<Port> = startWorker,
    private readonly module: () => Promise<WebAssembly.Module> = compiledModule,
    private readonly rest: () => Promise<WebAssembly.Module> = compiledRest,
  ) {}

  get generation(): number {
    return this.#generation;
  }

  async ask<Q extends Question>(question: Q, given: Given<Q>, { signal, onProgress }: AskOptions = {}): Promise<Answer<Q>> {
    if (signal?.aborted) throw cancelled();
    const life = (this.#life ??= this.#begin());
    const abort = (): void => this.#end(life, cancelled());
    signal?.addEventListener('abort', abort);
    try {
      // Not Promise.race: it would keep every answer as long as the worker lives.
      return await new Promise((resolve, reject) => {
        life.reject = reject;
        this.#answer(life, { question, given }, onProgress).then(resolve, reject);
      });
    } catch (error) {
      if (error instanceof WorkerLost) this.#end(life, error);
      throw error;
    } finally {
      life.reject = () => {};
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Ends the worker, if there is one. A request under way is rejected. */
  end(): void {
    if (this.#life) this.#end(this.#life, cancelled());
  }

  async #answer<Q extends Question>(life: Life, request: Request<Q>, onProgress?: (share: number) => void): Promise<Answer<Q>> {
    const { port, readsFiles } = (life.running ??= await life.starting);
    if (NEEDS_REST.has(request.question) && !life.hasRest) {
      await send<void>(port, await this.#compiled(this.rest));
      life.hasRest = true;
    }
    // The request may have been aborted while the worker was started.
    if (life !== this.#life) throw cancelled();
    const language = locale();
    if (life.language !== language) await send<Answer<'setLocale'>>(port, { question: 'setLocale', given: language });
    life.language = language;
    return send<Answer<Q>>(port, readsFiles ? request : await withHeldFiles(request as Request), onProgress);
  }

  #begin(): Life {
    const starting = this.#open((error) => this.#end(life, error));
    const life: Life = { starting, running: undefined, language: ENGLISH, hasRest: false, reject: () => {} };
    return life;
  }

  #end(life: Life, error: WorkerLost): void {
    if (this.#life !== life) return;
    this.#life = undefined;
    this.#generation += 1;
    life.reject(error);
    void life.starting.then(({ port }) => port.terminate()).catch(() => {});
  }

  /** A part of the wasm module; its absence ends the worker. */
  async #compiled(part: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
    try {
      return await part();
    } catch (error) {
      throw new WorkerLost(t('state.engineNotLoaded', { why: String(error) }), false);
    }
  }

  /** Starts a worker and its engine. */
  async #open(onError: (error: WorkerLost) => void): Promise<Running> {
    try {
      const [port, module] = await Promise.all([this.start(), this.#compiled(this.module)]);
      port.onerror = (event) => onError(new WorkerLost(event.message || t('state.workerNotStarted'), false));
      return { ...(await send<Started>(port, module)), port };
    } catch (error) {
      throw error instanceof WorkerLost ? error : new WorkerLost(t('state.engineNotLoaded', { why: String(error) }), false);
    }
  }
}
