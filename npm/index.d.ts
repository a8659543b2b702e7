export * from './quantscope.js';

/** Starts the module, once, before anything else is used: its own, or that of the bytes or the compiled module given. */
declare const start: (given?: BufferSource | WebAssembly.Module) => Promise<unknown>;
export default start;
