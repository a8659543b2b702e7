/**
 * The browser globals that the page's modules use while they start, for node: enough to compute the start page.
 * Knows no page.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const nothing = () => {};
const TYPES = { '.wasm': 'application/wasm' };

/** A worker that runs in this thread: `script` is the module that sets `onmessage` and answers by `postMessage`. */
const workerOf = (load) =>
  class {
    constructor(script) {
      globalThis.postMessage = (data) => this.onmessage?.({ data });
      this.started = load(script);
    }

    async postMessage(data) {
      await this.started;
      await globalThis.onmessage({ data });
    }

    terminate() {}
  };

/** The file at an address: one of the page's sources, or one of the static files served beside them. */
const fileAt = async (root, pathname) => readFile(join(root, pathname)).catch(() => readFile(join(root, 'public', pathname)));

/** Sets the globals. Addresses are files below `root`; `load` runs a module. */
export const standIn = (root, load) => {
  // Newer versions of node define it, with the language of the machine that builds.
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { languages: ['en'] } });
  Object.assign(globalThis, {
    location: new URL('http://localhost/'),
    history: { pushState: nothing, replaceState: nothing },
    document: { documentElement: { dataset: {} }, baseURI: 'http://localhost/' },
    addEventListener: nothing,
    matchMedia: () => ({ matches: false, addEventListener: nothing }),
    devicePixelRatio: 1,
    requestAnimationFrame: (task) => setTimeout(task),
    onmessage: undefined,
    Worker: workerOf(load),
    fetch: async (address) => {
      const { pathname } = new URL(address, location);
      return new Response(await fileAt(root, pathname), { headers: { 'content-type': TYPES[extname(pathname)] ?? '' } });
    },
  });
};
