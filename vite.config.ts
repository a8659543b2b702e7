/**
 * Builds the page: www/ into dist/, with relative addresses so that dist/ works below any path of a static host. With
 * `--mode single`, into the one file dist/quantscope.html, which needs no host. What stands around the page in a frame is built
 * with `--mode embed` into dist/embed.js, and for Python's package with `--mode widget`, `--mode report` and, the page itself without
 * its samples, `--mode notebook`.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { defineConfig, type HtmlTagDescriptor, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { earlyScript } from './scripts/early-script.ts';
import { browsers, targets } from './scripts/floor.ts';
import { embedAssets, embeddedAssets, withoutAddress } from './scripts/single-file.ts';
import { ownVersion } from './scripts/version.ts';

/**
 * Nothing but the page's own files, and no script or style within its HTML; what Preact sets of styles goes through objects,
 * which is allowed. 'wasm-unsafe-eval' is what starting wasm needs. Who embeds the page is left open.
 */
const SITE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
];

/** Nothing at all may be asked: all scripts are within. */
const FILE_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'worker-src blob:',
  'connect-src blob:',
];

/** Only in the build: the development server injects scripts and opens a socket that the policy forbids. */
const contentSecurityPolicy = (policy: readonly string[]): Plugin => ({
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const content = [...policy, "object-src 'none'", "base-uri 'none'", "form-action 'none'"].join('; ');
      return html.replace('<head>', () => `<head>\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`);
    },
  },
});

/** The start page as HTML, by a program of its own: it lets node pass for a browser. It is given what this build defines. */
const firstPicture = (): Plugin => {
  let defined = '';
  return {
    name: 'first-picture',
    apply: 'build',
    configResolved: ({ define }) => {
      defined = JSON.stringify(define);
    },
    transformIndexHtml: async (html) => {
      const { stdout } = await promisify(execFile)(process.execPath, ['scripts/first-picture.js', defined], { maxBuffer: 2 ** 24 });
      return html.replace('<!--first picture-->', () => stdout);
    },
  };
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
      const wasm = files.map(({ fileName }) => fileName).filter((name) => /quantscope_bg\b.*\.wasm$/.test(name));
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
    // Whatever an address asks after its '?' is asked of the same page.
    ignoreURLParametersMatching: [/./],
    // Other addresses below the page's are not the page.
    navigateFallback: null,
  },
});

const site = {
  plugins: [firstPicture(), preload, touchIcon, earlyScript('file'), contentSecurityPolicy(SITE_POLICY), offline],
  worker: { format: 'es' },
} satisfies UserConfig;

const singleFile = (samples: string | undefined): UserConfig => ({
  plugins: [
    firstPicture(),
    withoutAddress,
    embeddedAssets,
    embedAssets({ folder: 'www/pkg', names: ['quantscope_bg.wasm', 'quantscope_rest.wasm'] }, samples),
    earlyScript('within'),
    contentSecurityPolicy(FILE_POLICY),
    viteSingleFile({ outputFileName: 'quantscope.html' }),
  ],
  publicDir: false,
  // Browsers start no module worker from within a file.
  worker: { format: 'iife', plugins: () => [withoutAddress] },
});

const PYTHON = '../python/src/quantscope/page';

/** A module of www/src/around, with all it needs, as one script. */
const around = (name: string, outDir: string): UserConfig => ({
  root: 'www',
  publicDir: false,
  build: {
    target: targets,
    outDir,
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: { entry: `src/around/${name}.ts`, formats: ['es'], fileName: () => `${name}.js` },
  },
});

export default defineConfig(({ mode }) => {
  if (mode === 'embed') return around(mode, '../dist');
  if (mode === 'widget' || mode === 'report') return around(mode, PYTHON);
  const isNotebook = mode === 'notebook';
  const isSingle = mode === 'single' || isNotebook;
  return {
    ...(isSingle ? singleFile(isNotebook ? undefined : 'www/public/samples') : site),
    root: 'www',
    base: './',
    define: { __VERSION__: JSON.stringify(ownVersion()), __BROWSERS__: JSON.stringify(browsers) },
    // A missing file is a 404 here as on any static host, not the page under another name.
    appType: 'mpa',
    build: {
      // Styles too: what is newer is written in older terms where it can be.
      target: targets,
      outDir: isNotebook ? PYTHON : '../dist',
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
              // What main.tsx needs is apart from what waits for the engine to start: it says so where there is none.
              {
                name: 'start',
                test: /preload-helper|node_modules\/(@?preact|i18next)\/|www\/pkg\/|www\/src\/(engine\/(assets|once|wasm)|i18n\/(index|catalog|en\/)|ui\/popover\/has-popovers|offline|idle|leaving)/,
                priority: 1,
              },
              // What several parts use is one file: each small one would cost a request and compress worse.
              { name: 'shared', test: /\.[jt]sx?$/, minShareCount: 2 },
            ],
          },
        },
      },
    },
  };
});
