/**
 * Builds the page: www/ into dist/, with relative addresses so that dist/ works below any path of a static host.
 */
import { defineConfig, type Plugin } from 'vite';

/** Nothing but the page's own files may load or be asked; 'wasm-unsafe-eval' is what starting wasm needs. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only in the build: the development server injects scripts and opens a socket that the policy forbids. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  root: 'www',
  base: './',
  // A missing file is a 404 here as on any static host, not the page under another name.
  appType: 'mpa',
  plugins: [contentSecurityPolicy],
  worker: { format: 'es' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // Inlined assets would be data: addresses, which the policy lets only images be.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
