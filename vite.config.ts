/**
 * Builds the page: www/ into dist/, with relative addresses so that dist/ works below any path of a static host.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { defineConfig, type Plugin } from 'vite';

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

export default defineConfig({
  root: 'www',
  base: './',
  // A missing file is a 404 here as on any static host, not the page under another name.
  appType: 'mpa',
  plugins: [firstPicture, contentSecurityPolicy],
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
