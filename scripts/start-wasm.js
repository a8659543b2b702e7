/**
 * Starts the optimised module once. An optimiser can exit with 0 and write a module that no engine accepts;
 * here that stops the build instead of the page.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2]);
const { initSync } = await import(pathToFileURL(`${folder}/quantscope.js`).href);
initSync({ module: await readFile(`${folder}/quantscope_bg.wasm`) });
