/**
 * Builds the page: www/ into dist/, with relative addresses so that dist/ works below any path of a static host. With
 * `--mode single`, into the one file dist/quantscope.html, which needs no host.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { embedParts, withoutAddress } from './scripts/single-file.ts';

/** The hashes that let the scripts within a page run. */
const hashes = (html: string): string[] =>
  [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);

/** Nothing but the page's own files and the scripts in its HTML may load or be asked; 'wasm-unsafe-eval' is what starting wasm needs. */
const sitePolicy = (html: string): string[] => [
  "default-src 'self'",
  ["script-src 'self' 'wasm-unsafe-eval'", ...hashes(html)].join(' '),
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
];

/** Nothing at all may be asked: all scripts are within. */
const filePolicy = (): string[] => [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'worker-src blob:',
  'connect-src blob:',
];

/** Only in the build: the development server injects scripts and opens a socket that the policy forbids. */
const contentSecurityPolicy = (policy: (html: string) => string[]): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const content = [...policy(html), "object-src 'none'", "base-uri 'none'", "form-action 'none'"].join('; ');
      return html.replace('<head>', () => `<head>\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`);
    },
  },
});

/** The start page as HTML, by a program of its own: it lets node pass for a browser. */
const firstPicture: Plugin = {
  name: 'first-picture',
  apply: 'build',
  transformIndexHtml: async (html) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/first-picture.js'], { maxBuffer: 2 ** 24 });
    return html.replace('<!--first picture-->', () => stdout);
  },
};

/** What the app needs is asked for with the page, not one after another; its styles are the start page's, too. */
const preload: Plugin = {
  name: 'preload',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => {
      const files = Object.values(bundle);
      const app = files.find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/src/app.tsx'));
      if (app?.type !== 'chunk') throw new Error('the build has no src/app.tsx');
      const wasm = files.map(({ fileName }) => fileName).filter((name) => name.endsWith('.wasm'));
      const link = (name: string, attrs: Record<string, string | boolean>): HtmlTagDescriptor[] =>
        html.includes(name) ? [] : [{ tag: 'link', attrs: { ...attrs, crossorigin: true, href: `./${name}` } }];
      return [
        ...[...(app.viteMetadata?.importedCss ?? [])].flatMap((name) => link(name, { rel: 'stylesheet' })),
        ...wasm.flatMap((name) => link(name, { rel: 'preload', as: 'fetch', type: 'application/wasm' })),
        ...[app.fileName, ...app.imports].flatMap((name) => link(name, { rel: 'modulepreload' })),
      ];
    },
  },
};

const touchIcon: Plugin = {
  name: 'touch-icon',
  transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'apple-touch-icon', href: './icons/apple-touch-icon.png' }, injectTo: 'head' }],
};

/**
 * All of the site, samples too, is kept for visits without a network. A new version is fetched beside the one in use and
 * takes its place when that is no longer open, so no open page loses its parts. `www/src/offline.ts` registers it.
 */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Quantscope',
    short_name: 'Quantscope',
    description: 'See what happens to numbers when they are stored in few bits.',
    start_url: './',
    scope: './',
    display: 'standalone',
    theme_color: '#14171a',
    background_color: '#ffffff',
    icons: [
      { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,wasm,npy,png}'],
    maximumFileSizeToCacheInBytes: 2 ** 22,
    // Their names hold their hash: the copies that the page has just fetched do.
    dontCacheBustURLsMatching: /assets\//,
    inlineWorkboxRuntime: true,
    clientsClaim: true,
    cleanupOutdatedCaches: true,
    // Other addresses below the page's are not the page.
    navigateFallback: null,
  },
});

const site = {
  plugins: [firstPicture, preload, touchIcon, contentSecurityPolicy(sitePolicy), offline],
  worker: { format: 'es' },
} satisfies UserConfig;

const singleFile = {
  plugins: [
    firstPicture,
    withoutAddress,
    embedParts({ folder: 'www/pkg', name: 'quantscope_bg.wasm' }, 'www/public/samples'),
    contentSecurityPolicy(filePolicy),
    viteSingleFile({ outputFileName: 'quantscope.html' }),
  ],
  resolve: { alias: [{ find: /^\.{1,2}\/(engine\/)?parts$/, replacement: new URL('www/src/engine/parts-embedded.ts', import.meta.url).pathname }] },
  publicDir: false,
  // Browsers start no module worker from within a file.
  worker: { format: 'iife', plugins: () => [withoutAddress] },
} satisfies UserConfig;

export default defineConfig(({ mode }) => {
  const isSingle = mode === 'single';
  return {
    ...(isSingle ? singleFile : site),
    root: 'www',
    base: './',
    // A missing file is a 404 here as on any static host, not the page under another name.
    appType: 'mpa',
    build: {
      outDir: '../dist',
      // The one file joins the site.
      emptyOutDir: !isSingle,
      // Inlined assets would be data: addresses, which the policy lets only images be.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // The start page takes its seconds; that is no complaint.
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: {
          codeSplitting: {
            groups: [
              // What main.tsx needs is apart from what waits for the engine, or it could not say that there is none.
              { name: 'start', test: /preload-helper|node_modules\/(@?preact|i18next)\/|www\/src\/(i18n\/(index|en\/)|offline|ui\/idle)/, priority: 1 },
              // What several parts use is one file: each small one would cost a request and compress worse.
              { name: 'shared', test: /\.[jt]sx?$/, minShareCount: 2 },
            ],
          },
        },
      },
    },
  };
});
