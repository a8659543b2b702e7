/**
 * After one visit the whole site works without a network.
 */
import { expect, test } from './fixtures.ts';
import { chooseScheme, open, readout } from './steps.ts';

test.use({ serviceWorkers: 'allow' });

test('the second visit needs no network, nor do examples that were never opened', async ({ page, context }) => {
  await open(page);
  await page.evaluate(async () => {
    const { serviceWorker } = navigator;
    if (!serviceWorker.controller) await new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve));
  });

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await page.getByRole('combobox', { name: 'Data' }).selectOption('Word embeddings');
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('0.5206');
  await chooseScheme(page, 'Block');
  await expect(page.getByRole('alert')).toHaveCount(0);

  // Also a link, and the parts that load later.
  await open(page, '#v=1&data=weights&bits=3');
  await page.getByRole('button', { name: 'Proof' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();

  // A lesson, in a language that was never chosen.
  await page.goto('./#v=1&lesson=real-weights&lang=es');
  await expect(page.locator('.lesson h3')).toContainText('Paso 1');

  // And in a frame of another page.
  await open(page, '?embed=1#v=1&bits=3');
  await expect(page.locator('html')).toHaveAttribute('data-embed');
});

test('the page can be installed', async ({ page, request }) => {
  await page.goto('./');
  const address = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = (await (await request.get(address ?? '')).json()) as { name: string; icons: { src: string; sizes: string }[] };
  expect(manifest.name).toBe('Quantscope');
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(
      (src) =>
        new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve(`${image.naturalWidth}x${image.naturalHeight}`);
          image.src = src;
        }),
      src,
    );
    expect(size).toBe(sizes);
  }
});
