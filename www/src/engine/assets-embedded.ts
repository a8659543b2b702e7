/**
 * In place of assets.ts in the page that is one file: the engine and its examples are within it, compressed, as
 * scripts/single-file.ts put them there.
 */
import EngineWorker from './worker.ts?worker&inline';

const unpack = (name: string, type: string): Response => {
  const text = document.querySelector(`script[data-asset="${name}"]`)?.textContent;
  if (text == null) throw new Error(`the page holds no ${name}`);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(unpacked, { headers: { 'content-type': type } });
};

export const fetchModule = async (): Promise<Response> => unpack('quantscope_bg.wasm', 'application/wasm');

export const fetchRest = async (): Promise<Response> => unpack('quantscope_rest.wasm', 'application/wasm');

export const startWorker = async (): Promise<Worker> => new EngineWorker();

export const prepareWorkers = async (): Promise<void> => {};

export const fetchSample = async (file: string): Promise<Blob> => unpack(file, 'application/octet-stream').blob();
