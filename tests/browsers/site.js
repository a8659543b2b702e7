/**
 * The host of the tests: serves dist/ as any static host does, under any name when it is used as a proxy, and can fall silent. Puts
 * a script before the page's own that keeps what the console is told and what is saved.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** Runs in the page. What is saved is kept, not downloaded: a bar about downloads would take of the page's height. */
const witness = () => {
  const said = [];
  const saved = [];
  globalThis.witness = { said, saved };
  for (const kind of ['error', 'warn']) {
    const tell = console[kind];
    console[kind] = (...words) => {
      said.push(`${kind}: ${words.map((word) => word?.stack ?? String(word)).join(' ')}`);
      tell.apply(console, words);
    };
  }
  const onError = ({ message, target }) => {
    // Sizes that change twice within a frame: browsers tell it, and it does no harm.
    if (!message?.includes('ResizeObserver loop')) said.push(`uncaught: ${message ?? target.src ?? target.href}`);
  };
  addEventListener('error', onError, true);
  addEventListener('unhandledrejection', ({ reason }) => said.push(`unhandled: ${reason?.message ?? reason}`));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => said.push(`policy: ${violatedDirective} ${blockedURI}`));
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    saved.push(blob);
    return create.call(URL, blob);
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function press() {
    if (!this.download) click.call(this);
  };
};

const SCRIPT = `(${witness})();`;

/** The page with the witness: in a file of its own, as the site's policy asks for, or within. */
const watched = (html, script) => html.replace('<meta charset', `${script}<meta charset`);

/** The page that is one file, with the witness. */
export const watchedSingleFile = (dist) => watched(readFileSync(join(dist, 'quantscope.html'), 'utf8'), `<script>${SCRIPT}</script>`);

export const serve = async (dist) => {
  const root = resolve(dist);
  let isSilent = false;
  const server = createServer((request, response) => {
    if (isSilent) return void request.socket.destroy();
    // A proxy is asked for whole addresses.
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/witness.js') return void response.setHeader('content-type', TYPES['.js']).end(SCRIPT);
    const file = join(root, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    if (!file.startsWith(root) || !existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').setHeader('cache-control', 'no-cache');
    const isPage = file === join(root, 'index.html');
    response.end(isPage ? watched(readFileSync(file, 'utf8'), '<script src="./witness.js"></script>') : readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  return {
    /** On localhost the page registers no service worker, which would answer in the host's place. */
    local: `http://localhost:${port}/`,
    /** By its number the same host is one whose pages are kept for visits without a network. */
    kept: `http://127.0.0.1:${port}/`,
    /** By plain http from a host with a name, reached through the proxy. */
    plain: 'http://school.test/',
    proxy: `127.0.0.1:${port}`,
    fallSilent: () => {
      isSilent = true;
      server.closeAllConnections();
    },
    end: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
