/**
 * The worker: one wasm instance that owns the loaded data. The first message is the compiled module, every later one a
 * request, or the rest of the module.
 */
import init, { Engine, set_locale, Training } from '../../pkg/quantscope';
import { once } from './once';
import type { Answer, Given, Question, Reply, Request, Started } from './protocol';

/** Actions of a handler besides answering. */
type Call = {
  onProgress: (share: number) => void;
  /** Has this memory moved to the page, not copied. */
  transfer: (memory: ArrayBuffer) => void;
};

type Handlers = { [Q in Question]: (given: Given<Q>, call: Call) => Answer<Q> };

/** The training of this worker, made by the first question about one: its code is in the rest of the module. */
const training = once(() => new Training());

const handlersOf = (engine: Engine): Handlers => ({
  setLocale: ({ catalog, decimal, group }) => set_locale(catalog, decimal, group),
  open: (files) => engine.open([...files]),
  load: (source, { onProgress }) => engine.load(source, onProgress),
  loadExample: ({ source, file }) => engine.load_example(source, file),
  loadFile: (source, { onProgress }) => engine.load_file(source, onProgress),
  loadInputs: ({ inputs, file }) => engine.load_inputs(inputs, file),
  outputs: ({ settings, pinned }) => engine.outputs(settings, pinned),
  outputsCurve: (settings) => engine.outputs_curve(settings),
  layer: ({ settings, layer }, { transfer }) => {
    const answer = engine.layer(settings, layer);
    if (answer && 'report' in answer) [answer.exact, answer.rounded].forEach(({ buffer }) => transfer(buffer));
    return answer;
  },
  layerReport: ({ settings, layer }) => engine.layer_report(settings, layer),
  layerCurve: ({ settings, layer }) => engine.layer_curve(settings, layer),
  layerWalk: ({ settings, layer, columns }) => engine.layer_walk(settings, layer, columns),
  layerArithmetic: ({ token, channel }) => engine.layer_arithmetic(token, channel),
  layerExport: ({ settings, format, link }) => engine.layer_export(settings, format, link),
  layerTensor: (which) => engine.layer_tensor(which),
  study: ({ settings, view, sizes }, { transfer }) => {
    const studied = engine.study(settings, view, sizes);
    transfer(studied.models.buffer);
    return studied;
  },
  placeOf: ({ x, slice: { start, step, len } }) => engine.place_of(x, start, step, len),
  measure: (settings) => engine.measure(settings),
  disagree: (settings) => engine.disagree(settings),
  channels: ({ settings, axis }) => engine.channels(settings, axis),
  outliers: (settings) => engine.outliers(settings),
  mixedPrecision: ({ settings, what }) => engine.mixed_precision(settings, what),
  scan: ({ source, settings }) => engine.scan(source, settings),
  compareWithFloat: ({ stored, float, own }, { onProgress }) => engine.compare_with_float(stored, float, own, onProgress),
  storedAt: (index) => engine.stored_at(index),
  metadata: (file) => engine.metadata(file),
  train: ({ text, rewinds, to, steps, milliseconds }, { transfer }) => {
    const now = training();
    now.open(text, rewinds);
    const end = performance.now() + milliseconds;
    let isGoing = true;
    for (let i = 0; i < steps && isGoing && performance.now() < end; i += 1) isGoing = now.step(to);
    const shot = now.shot();
    transfer(shot.models.buffer);
    return shot;
  },
  trainingFile: ({ what, link }) => {
    const now = training();
    if (what === 'npy') return new Blob([now.npy() as Uint8Array<ArrayBuffer>]);
    return what === 'csv' ? new Blob([now.csv()], { type: 'text/csv' }) : new Blob([now.program(link)], { type: 'text/x-python' });
  },
  export: ({ format, state, link }) => {
    const { settings, view } = state;
    if (format === 'numpy' || format === 'torch') {
      return new Blob([engine.program(settings, view.selected, format, link)], { type: 'text/x-python' });
    }
    const parts = engine.export(settings, view.selected, format, JSON.stringify({ link, settings: state }));
    return new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/json' });
  },
});

const isFieldError = (error: unknown): error is { field: string; message: string } =>
  typeof error === 'object' && error !== null && !(error instanceof Error) && 'field' in error && 'message' in error;

/** Answers by what `work` returns or throws. */
const answer = async <T>(work: (call: Call) => T | Promise<T>): Promise<void> => {
  const send = (reply: Reply<T>, transfer: Transferable[] = []): void => postMessage(reply, { transfer });
  const moved: Transferable[] = [];
  try {
    const result = await work({
      onProgress: (share) => send({ kind: 'progress', share }),
      transfer: (memory) => moved.push(memory),
    });
    send({ kind: 'answer', answer: result }, moved);
  } catch (error) {
    send(isFieldError(error) ? { kind: 'rejected', fieldError: error } : { kind: 'trap', message: String(error) });
  }
};

const handle = <Q extends Question>(handlers: Handlers, { question, given }: Request<Q>): Promise<void> =>
  answer((call) => handlers[question](given, call));

/** Starts the rest of the module on the memory and the functions of the first part. */
const extend = (start: WebAssembly.Exports, rest: WebAssembly.Module): Promise<void> =>
  answer(async () => void (await WebAssembly.instantiate(rest, { start })));

/** Only workers have it, so the types of pages do not. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

const readsFiles = (): boolean => {
  try {
    new FileReaderSync().readAsArrayBuffer(new Blob(['a']));
    return true;
  } catch {
    return false;
  }
};

onmessage = ({ data: module }: MessageEvent<WebAssembly.Module>) =>
  answer(async (): Promise<Started> => {
    const start = (await init({ module_or_path: module })) as unknown as WebAssembly.Exports;
    const handlers = handlersOf(new Engine());
    onmessage = ({ data }: MessageEvent<WebAssembly.Module | Request>) =>
      data instanceof WebAssembly.Module ? extend(start, data) : handle(handlers, data);
    return { readsFiles: readsFiles() };
  });
