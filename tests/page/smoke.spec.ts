/**
 * The built site opens without a complaint, wherever a static host puts it.
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
  // What escapes the folder would be found at the server's root and hide the fault.
  await page.context().route(
    ({ pathname }) => !pathname.startsWith(folder),
    (route) => route.abort(),
  );
  await page.goto(folder);
  // The heading stands in the HTML; the headline needs the page's scripts, the worker and the wasm.
  await expect(page.getByText(/16 values become/).first()).toBeVisible();
  await page.context().unrouteAll({ behavior: 'wait' });
});

test('the page holds itself to its content security policy', async ({ page }) => {
  await page.goto('./');
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute('content', /default-src 'self'/);
});
