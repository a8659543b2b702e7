/**
 * The page's modules in node, with the real engine: for computations while the site is built or checked.
 */
import { createServer } from 'vite';
import { standIn } from './browser-stand-in.js';

/** Starts the page's engine and state; `load` runs a module of the page, `close` ends it. `define` has the build's constants. */
export const pageInNode = async (define = {}) => {
  // Also during a build: modules keep their paths.
  process.env.NODE_ENV = 'development';
  const root = new URL('../www', import.meta.url).pathname;
  const server = await createServer({
    configFile: false,
    root,
    appType: 'custom',
    logLevel: 'error',
    define,
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  const load = (module) => server.ssrLoadModule(module.replace(/\?.*/, ''));
  standIn(root, load);
  // As main.tsx does.
  await (await load('/src/engine/wasm.ts')).startEngine();
  (await load('/src/state/store.ts')).start();
  return { load, close: () => server.close() };
};
