/**
 * The wasm module, compiled once for the page and every worker, and the page's own instance of it: links, words, drawing.
 */
import init, * as page from '../../pkg/quantscope';
import { fetchModule } from './assets';

export type * from '../../pkg/quantscope';

/** Compiles without instantiating; falls back where the server names another type than application/wasm. */
const compile = async (response: Response): Promise<WebAssembly.Module> => {
  if (response.headers.get('content-type') === 'application/wasm') {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
};

/** The module, to be started. */
export const compiled: Promise<WebAssembly.Module> = fetchModule().then(compile);

/** The page's instance, ready to call. */
export const ready: Promise<typeof page> = compiled.then(async (module) => {
  await init({ module_or_path: module });
  return page;
});
