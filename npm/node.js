/**
 * The package in node, which fetches no files: the module is read from beside this one.
 */
import { readFile } from 'node:fs/promises';
import start from './quantscope.js';

export * from './quantscope.js';

/** Starts the module: its own, or that of the bytes or the compiled module given. */
export default async (given) => start({ module_or_path: given ?? (await readFile(new URL('quantscope_bg.wasm', import.meta.url))) });
