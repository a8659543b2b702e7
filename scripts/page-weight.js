/**
 * Page weight: what a first visit must fetch to run (wasm, JavaScript, CSS), gzipped, held under the budget.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** kB of 1000 bytes, as browsers' network panels count. */
const BUDGET_KB = 250;
const folder = process.argv[2];

const totals = { '.wasm': 0, '.js': 0, '.css': 0 };
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  const kind = extname(entry.name);
  if (!entry.isFile() || !(kind in totals)) continue;
  totals[kind] += gzipSync(await readFile(join(entry.parentPath, entry.name)), { level: 9, memLevel: 9 }).length;
}

const kb = (bytes) => (bytes / 1000).toFixed(1);
const sum = Object.values(totals).reduce((a, b) => a + b, 0);
const parts = Object.entries(totals).map(([kind, bytes]) => `${kind.slice(1)} ${kb(bytes)}`);
console.log(`dist/ weighs ${kb(sum)} kB gzipped (${parts.join(', ')}); budget ${BUDGET_KB} kB`);
if (sum > BUDGET_KB * 1000) {
  console.error(`The page is ${kb(sum - BUDGET_KB * 1000)} kB over its budget.`);
  process.exit(1);
}
