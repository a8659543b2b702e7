/**
 * Where the engine's files come from: the wasm module, the worker's script and the examples' numbers, all beside the page.
 * In the page that is one file, assets-embedded.ts takes the place of this module.
 */
import start from '../../pkg/quantscope_bg.wasm?url';
import rest from '../../pkg/quantscope_rest.wasm?url';
import { once } from './once';
import source from './worker.ts?worker&url';

/** The part of the wasm module that the page starts with, as it streams in. */
export const fetchModule = (): Promise<Response> => fetch(start);

/** The rest of it: files, exports, and the questions of dialogs. */
export const fetchRest = (): Promise<Response> => fetch(rest);

/** The worker's script, fetched once: a worker started later needs no network. Vite's own server has to resolve its imports. */
const scriptAddress = once(async (): Promise<string> => (import.meta.env.DEV ? source : URL.createObjectURL(await (await fetch(source)).blob())));

/** Starts a worker. */
export const startWorker = async (): Promise<Worker> => new Worker(await scriptAddress(), { type: 'module' });

/** Fetches ahead what starting a worker needs. */
export const prepareWorkers = async (): Promise<void> => void (await scriptAddress());

/** An example's file. Rejects where it cannot be had. */
export const fetchSample = async (file: string): Promise<Blob> => {
  const response = await fetch(new URL(`samples/${file}`, document.baseURI));
  if (!response.ok) throw new Error(response.statusText);
  return response.blob();
};
