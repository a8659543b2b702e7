/**
 * The wasm module, compiled once for the page and every worker, and the page's own instance of it, which reads links,
 * writes numbers and draws.
 */
import init, * as instance from '../../pkg/quantscope';
import { fetchModule, fetchRest, prepareWorkers } from './assets';
import { once, onceFulfilled } from './once';

export type * from '../../pkg/quantscope';

/** Compiles without instantiating; falls back where the server names another type than application/wasm. */
const compile = async (response: Response): Promise<WebAssembly.Module> =>
  response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());

/** The module, compiled. */
export const compiledModule = once(async () => compile(await fetchModule()));

/** The rest of the module, compiled; fetched when the page is idle or when it is first needed. */
export const compiledRest = onceFulfilled(async () => compile(await fetchRest()));

/**
 * Starts the page's own instance and fetches what a worker needs. The page's modules that use the instance
 * (`core.ts`) are imported after this has resolved.
 */
export const startEngine = once(async (): Promise<WebAssembly.Exports> => {
  prepareWorkers().catch(() => {
    // Starting a worker fails in the same way, and that failure is reported.
  });
  return (await init({ module_or_path: await compiledModule() })) as unknown as WebAssembly.Exports;
});

/** Starts the rest of the module on the page's own instance, for the workspaces and dialogs that read and draw with it. */
export const startRest = onceFulfilled(async (): Promise<void> => {
  const [start, rest] = await Promise.all([startEngine(), compiledRest()]);
  await WebAssembly.instantiate(rest, { start });
});

/** The page's own instance. */
export { instance as wasm };
