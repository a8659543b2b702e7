/**
 * `<quantscope-view>` as docs/examples/embed.html uses it, and its attributes, properties and events.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { QuantscopeView } from '../../www/src/around/embed.ts';
import { expect, test } from './fixtures.ts';

const serve = (page: Page, body: string): Promise<unknown> =>
  page.route('**/around.html', (route) => route.fulfill({ contentType: 'text/html', body }));

test('the documented example runs', async ({ page, baseURL }) => {
  await serve(page, readFileSync('docs/examples/embed.html', 'utf8'));
  await page.goto(`${baseURL}around.html`);
  const numbers = page.locator('#numbers');
  await expect(numbers).toContainText('SQNR');
  const values = Float32Array.from({ length: 256 }, (_, i) => Math.sin(i * 0.7) * (1 + i / 64));
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = async (): Promise<number> => Number(/scale ([\d.]+)/.exec((await numbers.textContent()) ?? '')?.[1]);
  await expect.poll(scale).toBe(Math.fround(reach / 7));
  await page.getByLabel('Bits').first().fill('3');
  await expect.poll(scale).toBe(Math.fround(reach / 3));
  await page.getByRole('button', { name: 'Add an outlier' }).click();
  await expect.poll(scale).toBe(Math.fround(40 / 3));
});

test('attributes, properties and events speak of the same words', async ({ page, baseURL }) => {
  await serve(
    page,
    '<!doctype html><title>Around</title><script type="module" src="./embed.js"></script><quantscope-view link="v=1&data=article-asym" bits="5"></quantscope-view>',
  );
  await page.goto(`${baseURL}around.html`);
  const settings = (): Promise<Record<string, string>> => page.evaluate(() => (document.querySelector('quantscope-view') as QuantscopeView).settings);
  await expect.poll(settings).toMatchObject({ bits: '5' });
  await page.evaluate(() => document.querySelector('quantscope-view')?.setAttribute('scheme', 'nf4'));
  await expect.poll(settings).toMatchObject({ scheme: 'nf4' });
  await page.evaluate(() => document.querySelector('quantscope-view')?.removeAttribute('scheme'));
  await expect.poll(async () => (await settings())['scheme']).toBeUndefined();
  const error = page.evaluate(
    () =>
      new Promise((resolve) =>
        document
          .querySelector('quantscope-view')
          ?.addEventListener('error', (event) => resolve((event as unknown as CustomEvent<{ message: string }>).detail.message)),
      ),
  );
  await page.evaluate(() => Object.assign(document.querySelector('quantscope-view') ?? {}, { settings: { bits: 0 } }));
  expect(await error).toContain('bits=0');
  const svg = await page.evaluate(() => (document.querySelector('quantscope-view') as QuantscopeView).picture('number-line', 'svg'));
  expect(svg).toContain('<svg');
  const refusal = await page.evaluate(() =>
    (document.querySelector('quantscope-view') as QuantscopeView).picture('pie' as 'map', 'svg').catch((error: Error) => error.message),
  );
  expect(refusal).toContain('chart');
});
