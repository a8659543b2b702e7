/**
 * Page weight: what must be fetched to see the first picture, gzipped, and the whole app, as brotli makes it; both
 * held under their budgets.
 */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** kB of 1000 bytes, as browsers' network panels count. */
const FIRST_PICTURE_KB = 250;
/** A third of it is what reads files, which the worker's module holds beside the quantizers. */
const WHOLE_APP_KB = 620;
const folder = process.argv[2];

/** Scripts and styles before the first picture: what index.html names, what its entry loads, what these import at once. */
const needed = new Set();
const need = async (text, pattern) => {
  for (const [, name] of text.matchAll(pattern)) {
    if (needed.has(name)) continue;
    needed.add(name);
    if (name.endsWith('.js')) await need(await readFile(join(folder, 'assets', name), 'utf8'), /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)/g);
  }
};
const html = await readFile(join(folder, 'index.html'), 'utf8');
const [, entry] = html.match(/<script[^>]*src="[^"]*?assets\/([\w.-]+)"/);
await need(html, /assets\/([\w.-]+\.(?:js|css))"/g);
await need(await readFile(join(folder, 'assets', entry), 'utf8'), /["'`](?:\.|assets)\/([\w.-]+\.(?:js|css))["'`]/g);

const first = {};
let whole = 0;
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  const kind = extname(entry.name).slice(1);
  const picture = entry.name.startsWith('first-');
  if (!entry.isFile() || !(['wasm', 'js', 'css'].includes(kind) || picture)) continue;
  const bytes = await readFile(join(entry.parentPath, entry.name));
  whole += brotliCompressSync(bytes).length;
  // The worker and its engine come beside the first picture, other parts when the page is idle.
  if (!picture && !needed.has(entry.name) && !entry.name.startsWith('page_bg-')) continue;
  first[kind] = (first[kind] ?? 0) + gzipSync(bytes, { level: 9 }).length;
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
