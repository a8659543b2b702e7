/**
 * The wasm module on the page's side: compiled once here, shared with the worker as a compiled module.
 */
import init, * as quantscope from '../../pkg/quantscope';
import wasmUrl from '../../pkg/quantscope_bg.wasm?url';

export type * from '../../pkg/quantscope';

/** Compiles without instantiating; falls back where the server names another type than application/wasm. */
const compile = async (): Promise<WebAssembly.Module> => {
  const response = await fetch(wasmUrl);
  if (response.headers.get('content-type') === 'application/wasm') {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
};

/** The compiled module, for the page and for every worker. */
export const compiled: Promise<WebAssembly.Module> = compile();

/** The page's own instance, ready to call. */
export const ready: Promise<typeof quantscope> = compiled.then(async (module) => {
  await init({ module_or_path: module });
  return quantscope;
});
