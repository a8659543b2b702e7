/**
 * In place of assets.ts in the page that is one file: the engine and its examples are within it, compressed, as
 * scripts/single-file.ts put them there.
 */
import type { Sample } from './sample';
import EngineWorker from './worker.ts?worker&inline';

const asset = (name: string, type: string): Response => {
  const text = document.querySelector(`script[data-asset="${name}"]`)?.textContent;
  if (text == null) throw new Error(`the page has no asset ${name}`);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(unpacked, { headers: { 'content-type': type } });
};

export const fetchModule = async (): Promise<Response> => asset('quantscope_bg.wasm', 'application/wasm');

export const workers: Promise<() => Worker> = Promise.resolve(() => new EngineWorker());

/** An example's file. */
export const sampleOf = async (file: string): Promise<Sample> => ({ file, content: await asset(file, 'application/octet-stream').blob() });
