/**
 * Checks the page's size, compressed by brotli, against its budgets: the files for the first picture (HTML, its styles and
 * the script that uncovers it), the files for using the page (also its initial scripts and the engine), and the whole app; and
 * the single-file page, uncompressed.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** kB of 1000 bytes, as browsers' network panels count. */
const BUDGETS = { 'first picture': 24, 'page in use': 560, 'whole app': 1160 };
const ONE_FILE = 'quantscope.html';
const ONE_FILE_MB = 9.9;
const folder = process.argv[2];
const text = (...path) => readFile(join(folder, ...path), 'utf8');
const assets = (within, pattern) => [...within.matchAll(pattern)].map(([, name]) => name);

/** The files that a script loads at once: itself, its imports, and the imports of its first dynamic imports. */
const scripts = new Set();
const need = async (name, isEntry) => {
  if (scripts.has(name)) return;
  scripts.add(name);
  if (!name.endsWith('.js')) return;
  const pattern = isEntry ? /["'`](?:\.|assets)\/([\w.-]+\.(?:js|css))["'`]/g : /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)/g;
  for (const other of assets(await text('assets', name), pattern)) await need(other, false);
};
const html = await text('index.html');
const styles = assets(html, /<link[^>]*href="[^"]*?assets\/([\w.-]+\.css)"/g);
const first = [...styles, ...assets(html, /<script defer [^>]*src="[^"]*?assets\/([\w.-]+)"/g)];
for (const name of assets(html, /<script[^>]*src="[^"]*?assets\/([\w.-]+)"/g)) await need(name, true);

const sums = Object.fromEntries(Object.keys(BUDGETS).map((what) => [what, {}]));
const add = (what, kind, size) => {
  sums[what][kind] = (sums[what][kind] ?? 0) + size;
};
for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
  const kind = extname(entry.name).slice(1);
  if (!entry.isFile() || entry.name === ONE_FILE || !['html', 'wasm', 'js', 'css'].includes(kind)) continue;
  const size = brotliCompressSync(await readFile(join(entry.parentPath, entry.name))).length;
  const isFirst = entry.name === 'index.html' || first.includes(entry.name);
  if (isFirst) add('first picture', kind, size);
  if (isFirst || entry.name.startsWith('quantscope_bg') || scripts.has(entry.name) || entry.name.startsWith('worker-'))
    add('page in use', kind, size);
  add('whole app', kind, size);
}

const kb = (bytes) => (bytes / 1000).toFixed(1);
let isOver = false;
for (const [what, parts] of Object.entries(sums)) {
  const sum = Object.values(parts).reduce((a, b) => a + b, 0);
  const named = Object.entries(parts).map(([kind, bytes]) => `${kind} ${kb(bytes)}`);
  console.log(`${what}: ${kb(sum)} kB brotli (${named.join(', ')}); budget ${BUDGETS[what]} kB`);
  isOver ||= sum > BUDGETS[what] * 1000;
}
const oneFile = (await stat(join(folder, ONE_FILE))).size;
console.log(`one file: ${(oneFile / 1e6).toFixed(1)} MB; budget ${ONE_FILE_MB} MB`);
if (isOver || oneFile > ONE_FILE_MB * 1e6) {
  console.error('The page is over its budget.');
  process.exit(1);
}
