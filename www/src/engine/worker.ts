/**
 * The worker: one wasm instance that owns the tensor. Does what it is asked, in order.
 */
import init, { Engine, set_locale } from '../../pkg/quantscope';
import type { Answer, Ask, Reply } from './protocol';
import type { Sample } from './sample';

let engine: Engine | undefined;

const reply = (message: Reply, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** An example's file that could not be had. */
class Missing extends Error {
  constructor(readonly file: string) {
    super(file);
  }
}

/** The bytes of an example's file; only the page's own host is asked. */
const fetchSample = async ({ file, content }: Sample): Promise<Uint8Array> => {
  const response = content instanceof Blob ? new Response(content) : await fetch(content).catch(() => undefined);
  if (!response?.ok) throw new Missing(file);
  return new Uint8Array(await response.arrayBuffer());
};

const exportText = (engine: Engine, ask: Ask & { kind: 'export' }): Blob => {
  const about = JSON.stringify({ link: ask.link, settings: ask.state });
  const parts: string[] = [];
  for (let i = 0; ; i += 1) {
    const part = engine.export_chunk(ask.format, about, i);
    if (part === undefined) break;
    parts.push(part);
  }
  return new Blob(parts, { type: ask.format === 'csv' ? 'text/csv' : 'application/json' });
};

const answer = async (ask: Ask): Promise<Answer> => {
  if (ask.kind === 'start') {
    await init({ module_or_path: ask.module });
    engine = new Engine();
    return { kind: 'done' };
  }
  if (ask.kind === 'speak') {
    set_locale(ask.voice.catalog, ask.voice.decimal, ask.voice.group);
    return { kind: 'done' };
  }
  if (!engine) throw new Error('the engine was asked before it was started');
  switch (ask.kind) {
    case 'open':
      return { kind: 'listing', listing: engine.open([...ask.files]) };
    case 'load': {
      const bytes = ask.sample && (await fetchSample(ask.sample));
      const loaded = engine.load(ask.source, bytes, (share) => reply({ kind: 'progress', share }));
      return { kind: 'loaded', loaded };
    }
    case 'study': {
      const frame = engine.study(ask.settings, ask.view, ask.room, ask.role);
      return { kind: 'frame', frame, models: engine.models() as Uint8Array<ArrayBuffer> };
    }
    case 'adopt':
      return { kind: 'adopted', known: engine.adopt(ask.settings, ask.selected) };
    case 'measure':
      return { kind: 'measured', measured: engine.measure(ask.settings) };
    case 'channels':
      return { kind: 'channels', bytes: engine.channels(ask.settings, ask.axis) };
    case 'outliers':
      return { kind: 'outliers', outliers: engine.outliers(ask.settings) };
    case 'keep':
      return { kind: 'kept', kept: engine.mixed_precision(ask.settings, ask.what) };
    case 'scan':
      return { kind: 'scanned', scanned: engine.scan(ask.source, ask.settings) };
    case 'disagree':
      return { kind: 'disagreements', disagreements: engine.disagree(ask.settings) };
    case 'against':
      return { kind: 'against', against: engine.compare_with_float(ask.stored, ask.float, ask.own, (share) => reply({ kind: 'progress', share })) };
    case 'stored':
      return { kind: 'stored', at: engine.stored_at(ask.index) };
    case 'metadata':
      return { kind: 'metadata', pairs: engine.metadata(ask.file) };
    case 'export':
      return { kind: 'text', blob: exportText(engine, ask) };
    case 'program':
      return { kind: 'text', blob: new Blob([engine.program(ask.dialect, ask.link)], { type: 'text/x-python' }) };
  }
};

const isComplaint = (error: unknown): error is { field: string; message: string } =>
  typeof error === 'object' && error !== null && !(error instanceof Error) && 'field' in error && 'message' in error;

onmessage = async ({ data }: MessageEvent<Ask>) => {
  try {
    const result = await answer(data);
    reply({ kind: 'answer', answer: result }, result.kind === 'frame' ? [result.models.buffer] : []);
  } catch (error) {
    if (error instanceof Missing) reply({ kind: 'missing', file: error.file });
    else reply(isComplaint(error) ? { kind: 'complaint', complaint: error } : { kind: 'trap', message: String(error) });
  }
};
