/**
 * A newer version on the host: it is fetched beside the current one, announced by a message, and used once no page is open.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test as base } from './fixtures.ts';
import { serve, type Site } from './own-site.ts';
import { open, readout } from './steps.ts';

const NEWER = '99.0.0';

/** Builds the same site again with another version. */
const BUILD = `
  import { build } from 'vite';
  const [version, outDir] = process.argv.slice(1);
  await build({ logLevel: 'error', define: { __VERSION__: JSON.stringify(version) }, build: { outDir } });
`;

const test = base.extend<{ site: Site }, { newer: string }>({
  newer: [
    async ({}, use, { parallelIndex }) => {
      const folder = `${process.cwd()}/target/newer-site-${parallelIndex}`;
      const env = { ...process.env, NODE_ENV: 'production' };
      execFileSync(process.execPath, ['--input-type=module', '-e', BUILD, NEWER, folder], { env, stdio: ['ignore', 'ignore', 'inherit'] });
      await use(folder);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: async ({}, use) => {
    const site = await serve('dist');
    await use(site);
    site.end();
  },
  baseURL: ({ site }, use) => use(site.address),
});

test.use({ serviceWorkers: 'allow' });

const NOTICE = 'A newer version is ready; it is used the next time the page opens.';

const about = async (page: Page, words: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name: 'About', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'About Quantscope' })).toContainText(words);
  await page.keyboard.press('Escape');
};

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

const isControlled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { serviceWorker } = navigator;
    if (!serviceWorker.controller) await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve));
  });

test('a newer version interrupts nothing, is told of, and is there once all pages were closed', async ({ page, context, site, newer }) => {
  expect(readFileSync(`${newer}/sw.js`, 'utf8')).not.toBe(readFileSync('dist/sw.js', 'utf8'));
  await open(page, '#v=1&data=minilm-l3-query-weight&bits=3');
  await isControlled(page);
  await expect(messages(page)).toHaveText('');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  await about(page, new RegExp(`Version ${version.replaceAll('.', '\\.')}(?: \\([0-9a-f]{7,}(?:-dirty)?\\))?$`));

  site.put(newer);
  const navigated: string[] = [];
  page.on('framenavigated', (frame) => navigated.push(frame.url()));
  const seen = await page.evaluate(async () => {
    const changes: string[] = [];
    navigator.serviceWorker.addEventListener('controllerchange', () => changes.push('another worker'));
    Object.assign(globalThis, { changes });
    await (await navigator.serviceWorker.ready).update();
    return changes.length;
  });
  expect(seen).toBe(0);
  await expect(messages(page)).toContainText(NOTICE, { timeout: 30_000 });
  await about(page, NOTICE);

  // Open pages go on working, also with parts and examples that were not loaded yet.
  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('Word embeddings');
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('0.5206');
  await page.getByRole('button', { name: 'Proof', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await messages(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(messages(page)).toHaveText('');
  expect(navigated.filter((url) => !url.includes('#'))).toEqual([]);
  expect(await page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes)).toEqual([]);

  // A second page, and the same page reloaded, have the old version and show the message.
  const second = await context.newPage();
  await open(second, '#v=1&bits=4');
  await about(second, new RegExp(`Version ${version}`));
  await expect(messages(second)).toContainText(NOTICE);
  await page.reload();
  await about(page, new RegExp(`Version ${version}`));
  await page.close();
  await about(second, NOTICE);
  await second.close();

  const next = await context.newPage();
  await expect(async () => {
    await open(next, '#v=1&bits=3');
    await about(next, `Version ${NEWER}`);
  }).toPass();
  await expect(readout(next, 'Codes')).toHaveText('0 to 7');
  await expect(messages(next)).toHaveText('');
});
