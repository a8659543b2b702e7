/**
 * Computes the picture that a first visit sees while the engine still loads, with the engine itself. Starts both
 * modules: an optimiser can exit with 0 and write a module that no engine accepts; here that stops the build.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2]);
const start = async (name) => {
  const module = await import(pathToFileURL(`${folder}/${name}/${name}.js`).href);
  module.initSync({ module: await readFile(`${folder}/${name}/${name}_bg.wasm`) });
  return module;
};
const page = await start('page');
const { Engine } = await start('engine');

const { state } = page.open_link('');
const engine = new Engine();
engine.load(state.source, undefined, () => {});
// A window of 1280 by 720; another gets its own picture as soon as the engine is there.
const room = { line: 960, series: 470, histogram: 470, map_width: 430, map_height: 180, tables: [], measures: false };
const frame = engine.study(state.settings, state.view, room);
const models = Buffer.from(engine.models()).toString('base64');
await writeFile(`${folder}/first.json`, JSON.stringify({ frame, models }));
