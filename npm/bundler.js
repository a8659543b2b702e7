/**
 * The package in browsers: the module is fetched from beside this one, where a bundler has put it.
 */
import start from './quantscope.js';

export * from './quantscope.js';

/** Starts the module: its own, or that of the bytes or the compiled module given. */
export default (given) => start({ module_or_path: given ?? new URL('quantscope_bg.wasm', import.meta.url) });
