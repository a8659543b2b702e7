/**
 * Vite plugin: `www/src/early-script.js` as the first thing the page asks for. As a file of its own it comes with the styles,
 * which the first paint waits for anyway, and the policy need allow no script within the HTML; `within` puts it there.
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
        return [{ tag: 'script', attrs: { src: `./${file.fileName}` } }];
      },
    },
  };
};
