/**
 * Page weight: what must be fetched to see the first picture, gzipped, and the whole app, as brotli makes it; both
 * held under their budgets.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** kB of 1000 bytes, as browsers' network panels count. */
const FIRST_PICTURE_KB = 250;
const WHOLE_APP_KB = 450;
const folder = process.argv[2];

const first = {};
let whole = 0;
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  const kind = extname(entry.name).slice(1);
  const picture = entry.name.startsWith('first-');
  if (!entry.isFile() || !(['wasm', 'js', 'css'].includes(kind) || picture)) continue;
  const bytes = await readFile(join(entry.parentPath, entry.name));
  whole += brotliCompressSync(bytes).length;
  // The worker and its engine come beside the first picture, what a dialog holds when it is opened.
  if (/^(engine_bg|worker|proof-content|tensor-list|against|stored-block|file-data)-/.test(entry.name)) continue;
  first[kind] = (first[kind] ?? 0) + gzipSync(bytes, { level: 9, memLevel: 9 }).length;
}

const kb = (bytes) => (bytes / 1000).toFixed(1);
const sum = Object.values(first).reduce((a, b) => a + b, 0);
const parts = Object.entries(first).map(([kind, bytes]) => `${kind} ${kb(bytes)}`);
console.log(`first picture: ${kb(sum)} kB gzipped (${parts.join(', ')}); budget ${FIRST_PICTURE_KB} kB`);
console.log(`whole app: ${kb(whole)} kB brotli; budget ${WHOLE_APP_KB} kB`);
if (sum > FIRST_PICTURE_KB * 1000 || whole > WHOLE_APP_KB * 1000) {
  console.error('The page is over its budget.');
  process.exit(1);
}
