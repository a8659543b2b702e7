/**
 * Where the engine and its examples come from: files beside the page. The page that is one file has them within, see
 * assets-embedded.ts.
 */
import wasm from '../../pkg/quantscope_bg.wasm?url';
import type { Sample } from './sample';
import source from './worker.ts?worker&url';

/** The wasm module, as it streams in. */
export const fetchModule = (): Promise<Response> => fetch(wasm);

/** The worker's script, fetched once: a worker started later asks nothing of the network. Vite's own server has to answer for its imports. */
const script: Promise<string> = import.meta.env.DEV
  ? Promise.resolve(source)
  : fetch(source)
      .then((response) => response.blob())
      .then((blob) => URL.createObjectURL(blob));

/** What starts a worker. */
export const workers: Promise<() => Worker> = script.then((address) => () => new Worker(address, { type: 'module' }));

/** An example's file: where it is. */
export const sampleOf = async (file: string): Promise<Sample> => ({ file, content: new URL(`samples/${file}`, document.baseURI).href });
