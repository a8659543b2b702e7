/**
 * Runs the tests of the page's modules in node, without a browser: every `*.test.ts` below www/src, or those whose path
 * contains one of the arguments. Vite bundles each test file as it bundles the page, because node runs no TypeScript;
 * `node --test` runs the bundles in the repository's root and decides the exit status.
 */
import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'www/src');
const outDir = join(root, 'target/www-tests');

const names = process.argv.slice(2);
const isChosen = (path) => path.endsWith('.test.ts') && (names.length === 0 || names.some((name) => path.includes(name)));
const tests = (await readdir(sources, { recursive: true })).filter(isChosen).toSorted();
if (tests.length === 0) {
  console.error(names.length === 0 ? 'www/src has no *.test.ts' : `No test of www/src is called ${names.join(' or ')}.`);
  process.exit(1);
}

// Bundles of tests that were renamed must not run again.
await rm(outDir, { recursive: true, force: true });
await build({
  configFile: false,
  root: join(root, 'www'),
  logLevel: 'warn',
  define: { __VERSION__: JSON.stringify('test') },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(tests.map((path) => [path.replace(/\.ts$/, ''), join(sources, path)])),
      output: { entryFileNames: '[name].js' },
    },
  },
});
const bundles = tests.map((path) => join(outDir, path.replace(/\.ts$/, '.js')));
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=spec', ...bundles], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
