/**
 * Vite plugin: puts `www/src/early-script.js` into the page: as a file, so that the policy can forbid inline scripts, or inline if
 * `within` is set. The file is deferred, so it loads with the styles while the HTML is parsed: a script that blocks the parser
 * also stops a browser that has read a policy from preloading other files. Deferred scripts and modules run in order, so it
 * runs before the app. Browsers that can wait for it with their first paint do so, and paint once.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { browsers } from './floor.ts';

const NAME = 'early-script.js';

const WORDS = 'www/src/i18n';

/** In each language, what browser is needed: the script has no other way to words. */
const sentences = (): Record<string, string> => {
  const files = readdirSync(WORDS).map((language) => [language, `${WORDS}/${language}/page/state.json`] as const);
  const words = files.filter(([, file]) => existsSync(file)).map(([language, file]) => [language, JSON.parse(readFileSync(file, 'utf8')).browsers]);
  return Object.fromEntries(words.map(([language, sentence]) => [language, sentence.replace('{browsers}', browsers)]));
};

export const earlyScript = (kind: 'file' | 'within'): Plugin => {
  const script = readFileSync(`www/src/${NAME}`, 'utf8');
  const source = script.replace("{ en: '' }", () => JSON.stringify(sentences()));
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
