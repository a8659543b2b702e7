/**
 * The page's own wasm module: links, words, drawing. The worker's module is compiled beside it, see client.ts.
 */
import init, * as page from '../../pkg/page/page';
import address from '../../pkg/page/page_bg.wasm?url';

export type * from '../../pkg/page/page';
export type { Loaded } from '../../pkg/engine/engine';

/** Compiles without instantiating; falls back where the server names another type than application/wasm. */
export const compile = async (url: string): Promise<WebAssembly.Module> => {
  const response = await fetch(url);
  if (response.headers.get('content-type') === 'application/wasm') {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
};

/** The page's instance, ready to call. */
export const ready: Promise<typeof page> = compile(address).then(async (module) => {
  await init({ module_or_path: module });
  return page;
});
