/**
 * Page tests: the built site in an installed Chromium. scripts/test.sh finds the browser and sets CHROME.
 */
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { defineConfig } from '@playwright/test';
import flags from './scripts/browser-flags.json' with { type: 'json' };

if (!existsSync('dist/index.html')) {
  throw new Error("dist/ is missing: run 'make dist' before the page tests.");
}

/** A free port, so that two checkouts can be tested at once. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

// Workers read this file again; they must find the port the server was started on.
const port = (process.env.QUANTSCOPE_TEST_PORT ??= String(await freePort()));
const address = `http://127.0.0.1:${port}/`;

export default defineConfig({
  testDir: 'tests/page',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  // Bounds for what hangs, not for what is slow: a machine that does other things besides must not fail a test.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 720 },
    // A service worker would answer in place of the tests that answer themselves, and fetch all samples each time.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROME ?? '/usr/bin/chromium',
      args: flags,
    },
  },
  webServer: {
    command: `node_modules/.bin/vite preview --host 127.0.0.1 --strictPort --port ${port}`,
    url: address,
    reuseExistingServer: false,
  },
});
