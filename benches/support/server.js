/**
 * A static server for one run: folders under names, compressed as static hosts do, isolated so that clocks are fine.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const KINDS = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Serves `folders`, by their first name in the address. Resolves to the address and a function that ends it. */
export const serve = async (folders) => {
  const packed = new Map();
  const read = async (path) => {
    if (!packed.has(path)) {
      const plain = await readFile(path);
      const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      packed.set(path, { plain, small: extname(path) in KINDS && plain.length < 4e6 ? brotliCompressSync(plain, options) : undefined });
    }
    return packed.get(path);
  };
  const answer = async (request, response) => {
    const [name, ...rest] = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1).split('/');
    const below = normalize(rest.join('/') || 'index.html');
    if (!(name in folders) || below.startsWith('..')) return response.writeHead(404).end();
    try {
      const { plain, small } = await read(join(folders[name], below));
      const headers = {
        'Content-Type': KINDS[extname(below)] ?? 'application/octet-stream',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        ...(small && { 'Content-Encoding': 'br' }),
      };
      return response.writeHead(200, headers).end(small ?? plain);
    } catch {
      return response.writeHead(404).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}`, end: () => server.close() };
};
