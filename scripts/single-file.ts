/**
 * Vite plugin: puts the wasm module and the samples into the single-file page, each compressed, as base64 in a script
 * element of an unknown type. `www/src/engine/assets-embedded.ts` reads them. Knows nothing else of the page.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Plugin } from 'vite';

const embed = async (folder: string, name: string): Promise<string> => {
  const packed = deflateRawSync(await readFile(join(folder, name)), { level: 9 });
  return `<script type="text/plain" data-asset="${name}">${packed.toString('base64')}</script>\n`;
};

/** The generated start code has a default URL for the module; Vite would inline the whole module there, once for each script. */
export const withoutAddress: Plugin = {
  name: 'without-address',
  transform: {
    filter: { id: /pkg\/quantscope\.js$/ },
    handler: (code) => code.replace(/new URL\('quantscope_bg\.wasm', import\.meta\.url\)/, 'undefined'),
  },
};

/** Replaces the engine's assets.ts by assets-embedded.ts; other modules may have the same name. */
export const embeddedAssets: Plugin = {
  name: 'embedded-assets',
  enforce: 'pre',
  resolveId: {
    filter: { id: /\/assets$/ },
    async handler(source, importer) {
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found?.id.endsWith('/engine/assets.ts') ? found.id.replace(/\.ts$/, '-embedded.ts') : found;
    },
  },
};

/** The parts of the module, and all samples of a folder where one is given. */
export const embedAssets = (module: { folder: string; names: readonly string[] }, samples: string | undefined): Plugin => ({
  name: 'embed-assets',
  transformIndexHtml: {
    order: 'post',
    handler: async (html) => {
      const files =
        samples === undefined ? [] : (await readdir(samples)).filter((name) => name.endsWith('.npy')).map((name) => ({ folder: samples, name }));
      const parts = module.names.map((name) => ({ folder: module.folder, name }));
      const scripts = await Promise.all([...parts, ...files].map(({ folder, name }) => embed(folder, name)));
      return html.replace('</body>', () => `${scripts.join('')}</body>`);
    },
  },
});
