/**
 * The built site opens without errors in any folder of a static host.
 */
import { expect, test } from './fixtures.ts';

test('the page opens and is accessible', async ({ page, expectAccessible }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Quantscope/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible();
});

test('the page works below a folder of its host', async ({ page }) => {
  const folder = '/some/folder/';
  await page.context().route(`**${folder}**`, async (route) => {
    const url = route.request().url().replace(folder, '/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  // A request outside the folder would succeed at the server's root and hide the error.
  await page.context().route(
    ({ pathname }) => !pathname.startsWith(folder),
    (route) => route.abort(),
  );
  // The start page's picture needs no engine; other settings need the worker and its wasm.
  await page.goto(`${folder}#bits=3`);
  await expect(page.locator('.lead-words')).toContainText('16 numbers in 3 bits');
  // Files fetched when the page is idle must also come from the folder.
  await page.waitForLoadState('networkidle');
  await page.context().unrouteAll({ behavior: 'wait' });
});

test('the first picture needs no engine, and a change waits for it', async ({ page }) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route('**/quantscope_bg-*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  // The page is loaded only when the engine is.
  await page.goto('./', { waitUntil: 'commit' });
  const words = page.locator('.lead-words');
  await expect(words).toContainText('in 4 bits');
  await page.getByRole('radio', { name: '3 bits' }).click();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  await expect(words).toContainText('in 4 bits');
  release();
  await expect(words).toContainText('in 3 bits');
});
