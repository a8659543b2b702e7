/**
 * Tests of Python's package in Chromium: notebooks in JupyterLab, reports, the local server. scripts/test-python.sh makes the
 * environment, and sets CHROME and PYTHON.
 */
import { defineConfig } from '@playwright/test';
import flags from './scripts/browser-flags.json' with { type: 'json' };

export default defineConfig({
  testDir: 'tests/notebook',
  outputDir: 'test-results/notebook',
  forbidOnly: Boolean(process.env['CI']),
  workers: 1,
  retries: process.env['CI'] ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1400, height: 1000 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env['CHROME'] ?? '/usr/bin/chromium', args: flags },
  },
});
