/**
 * What the tab's wasm holds at 10,000,000 values, in the worker and in the page, after studies of several kinds.
 */
import { freshPage } from '../support/browser.js';
import { digits, ratio, table } from '../support/table.js';
import { quiet } from './open.js';

/** Keeps the memories of all wasm instances of a script in a global array. */
const KEEP = `{
  globalThis.wasmMemories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const start = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const started = await start.apply(WebAssembly, given);
      globalThis.wasmMemories.push((started.instance ?? started).exports.memory);
      return started;
    };
  }
}\n`;

/** What is done one after another, and the link that does it. */
const STAGES = [
  ['per tensor, 4 bits', {}],
  ['per tensor, 8 bits', { bits: 8 }],
  ['the same, clip of least squared error', { bits: 8, range: 'mse' }],
  ['per row', { bits: 8, granularity: 'row' }],
  ['per column', { bits: 8, granularity: 'column' }],
  ['MXFP4', { scheme: 'mx-e2m1' }],
];

/** Megabytes in all memories of a page or worker. */
const held = async (where) => (await where.evaluate(() => wasmMemories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0))) / 1e6;

export const memory = async ({ browser, address, say, targets }) => {
  const page = await freshPage(browser);
  await page.addInitScript({ content: KEEP });
  await page.route('**/assets/worker-*.js', async (route) =>
    route.fulfill({ contentType: 'text/javascript', body: KEEP + (await (await route.fetch()).text()) }),
  );
  // MXFP4's blocks of 32 must divide a row.
  const shape = [3125, 3200];
  const tensor = (4 * shape[0] * shape[1]) / 1e6;
  const rows = [];
  for (const [name, settings] of STAGES) {
    say(name);
    const link = new URLSearchParams({ data: 'normal', rows: shape[0], cols: shape[1], ...settings });
    await page.goto(`${address}/site/#v=1&${link}`);
    await quiet(page);
    await page.evaluate(() => delete globalThis.quietSince);
    const [worker] = page.workers();
    rows.push([name, await held(worker), await held(page)]);
  }
  await page.context().close();
  return table(
    ['10,000,000 values, one after another', 'worker, MB', 'page, MB', 'both, in tensors', 'target'],
    rows.map(([name, worker, own]) => [
      name,
      digits(worker),
      digits(own),
      ratio(worker + own, tensor),
      targets.judge(`wasm memory over the tensor at 10^7, ${name}`, ratio(worker + own, tensor), '<= 3.5x', worker + own <= 3.5 * tensor),
    ]),
  );
};
