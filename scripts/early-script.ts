/**
 * Vite plugin: puts `www/src/early-script.js` into the page: as a file, so that the policy need allow no script within the
 * HTML, or `within`. The file comes with the styles while the HTML is read on: were that to wait for it, a browser that has
 * met a policy would not even look ahead for what else to fetch. Deferred scripts and modules run in their order, so it
 * runs before the app; a browser that can holds its first paint for it, and paints once.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const NAME = 'early-script.js';

export const earlyScript = (kind: 'file' | 'within'): Plugin => {
  const source = readFileSync(`www/src/${NAME}`, 'utf8');
  let isFile = false;
  return {
    name: 'early-script',
    configResolved: ({ command }) => {
      isFile = kind === 'file' && command === 'build';
    },
    buildStart() {
      if (isFile) this.emitFile({ type: 'asset', name: NAME, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) => {
        if (!isFile) return [{ tag: 'script', children: source }];
        const file = Object.values(bundle).find((file) => file.type === 'asset' && file.names.includes(NAME));
        if (!file) throw new Error(`the build has no ${NAME}`);
        return [{ tag: 'script', attrs: { defer: true, blocking: 'render', src: `./${file.fileName}`, fetchpriority: 'high' } }];
      },
    },
  };
};
