/**
 * `make bench`: measures everything in one run and prints Markdown for benches/README.md. `ONLY=drag,load` runs parts.
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { kernels } from './kernels/part.js';
import { native } from './native.js';
import { drag } from './page/drag.js';
import { frames } from './page/frames.js';
import { load } from './page/load.js';
import { memory } from './page/memory.js';
import { outputs } from './page/outputs.js';
import { stage } from './page/stage.js';
import { training } from './page/training.js';
import { launch } from './support/browser.js';
import { serve } from './support/server.js';
import { Targets } from './support/table.js';

const PARTS = { kernels, stage, drag, frames, training, memory, load, outputs, native };

/** What UPDATE_BENCH=1 replaces: all that follows in benches/README.md. */
const NUMBERS = '## Numbers\n\n';

const only = (process.env.ONLY ?? '').split(',').filter(Boolean);
const unknown = only.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`ONLY=${unknown.join(',')}: there is no such part. The parts are ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
const wanted = only.length > 0 ? only : Object.keys(PARTS);

const said = (command, ...given) => execFileSync(command, given, { encoding: 'utf8' }).trim();
const started = Date.now();
const say = (words) => console.error(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${words}`);

const server = await serve({
  site: 'dist',
  kernels: 'benches/kernels',
  page: 'benches/page',
  support: 'benches/support',
  peers: 'benches/peers',
  ort: 'benches/peers/node_modules/onnxruntime-web/dist',
  pkg: 'target/bench-wasm',
});
/** How many other programs wanted the processor in the last minute. */
const [others] = loadavg();
const browser = await launch();
const targets = new Targets();
const texts = [
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores of ${cpus()[0].model.trim()}, Chromium ${browser.version()} without a window ` +
    `(software rendering), ${said('rustc', '--version').split(' ', 2).join(' ')}, commit ${said('git', 'rev-parse', '--short', 'HEAD')}, ` +
    `\`make bench${only.length > 0 ? ` ONLY=${only.join(',')}` : ''}\``,
  ...(others > 0.5 ? [`Before it began the machine was at work already (load ${others.toFixed(1)}): milliseconds and tails are too large.`] : []),
];
try {
  for (const name of wanted) {
    say(`-- ${name}`);
    texts.push(`### ${name}`, await PARTS[name]({ browser, address: server.address, say, targets }));
  }
} finally {
  await browser.close();
  server.end();
}
if (targets.rows.length > 0) texts.splice(-2 * wanted.length, 0, String(targets));
const text = `${texts.join('\n\n')}\n`;
await writeFile('target/bench.md', text);
console.log(text);
say('done; the same text is in target/bench.md');

if (process.env.UPDATE_BENCH) {
  const path = 'benches/README.md';
  const [before] = (await readFile(path, 'utf8')).split(NUMBERS);
  await writeFile(path, `${before}${NUMBERS}${text}`);
}
