/**
 * Builds the page: www/ into dist/, with relative addresses so that dist/ works below any path of a static host.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Nothing but the page's own files and the scripts in its HTML may load or be asked; 'wasm-unsafe-eval' is what starting wasm needs. */
const policy = (html: string): string => {
  const inline = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script = '']) => script);
  const hashes = inline.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
};

/** Only in the build: the development server injects scripts and opens a socket that the policy forbids. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy(html) },
        injectTo: 'head-prepend',
      },
    ],
  },
};

/** The start page as HTML, by a program of its own: it lets node pass for a browser. */
const firstPicture: Plugin = {
  name: 'first-picture',
  apply: 'build',
  transformIndexHtml: async (html) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/first-picture.js'], { maxBuffer: 2 ** 24 });
    return html.replace('<!--first picture-->', () => stdout);
  },
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

export default defineConfig({
  root: 'www',
  base: './',
  // A missing file is a 404 here as on any static host, not the page under another name.
  appType: 'mpa',
  plugins: [firstPicture, contentSecurityPolicy, offline],
  worker: { format: 'es' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // Inlined assets would be data: addresses, which the policy lets only images be.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The start page takes its seconds; that is no complaint.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
