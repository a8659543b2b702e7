/**
 * A test's own host: serves a folder as any static host does, records the requests, and can switch to another folder, as
 * when a newer version replaces the old one.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export type Site = {
  address: string;
  /** All paths asked for, until it is emptied. */
  asked: string[];
  /** Waits until nothing has been asked for two seconds. */
  quiet: () => Promise<void>;
  /** Serves this folder from now on. */
  put: (folder: string) => void;
  end: () => void;
};

export const serve = async (first: string): Promise<Site> => {
  let folder = first;
  const asked: string[] = [];
  let last = Date.now();
  const host = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    last = Date.now();
    const file = join(folder, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    if (!existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'no-cache' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((ready) => host.listen(0, '127.0.0.1', ready));
  const { port } = host.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    asked,
    quiet: async () => {
      for (let rest = 2000; rest > 0; rest = last + 2000 - Date.now()) await new Promise((resolve) => setTimeout(resolve, rest));
    },
    put: (next) => {
      folder = next;
    },
    end: () => {
      host.closeAllConnections();
      host.close();
    },
  };
};
