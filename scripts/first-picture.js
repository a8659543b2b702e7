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
// Digits that no one sees weigh the most: the drawing has its own numbers, f32 ends need 9, errors are shown with 4.
const digits = { lo: 9, hi: 9, threshold: 5, rounding: 4, clipping: 4, total: 4 };
const short = (key, value) => (key in digits && typeof value === 'number' ? Number(value.toPrecision(digits[key])) : value);
frame.bench.points = JSON.parse(JSON.stringify(frame.bench.points, short));
// The frame's length in bytes, the frame, and the models as they are: base64 would be heavier.
const text = Buffer.from(JSON.stringify(frame));
const length = Buffer.alloc(4);
length.writeUInt32LE(text.length);
await writeFile(`${folder}/first.bin`, Buffer.concat([length, text, engine.models()]));
