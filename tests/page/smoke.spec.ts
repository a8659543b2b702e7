/**
 * The built site opens without a complaint, wherever a static host puts it.
 */
import { expect, test } from './fixtures.ts';
import { readout } from './steps.ts';

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
  // The start page's picture is at hand without the engine; other settings need the worker and its wasm.
  await page.goto(`${folder}#bits=3`);
  await expect(page.getByText(/16 values become/).first()).toBeVisible();
  // What is fetched when the page is idle must still come from the folder.
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
  // The page counts as loaded only with the engine.
  await page.goto('./', { waitUntil: 'commit' });
  await expect(readout(page, 'SQNR')).toHaveText('26.4 dB');
  await page.getByRole('slider', { name: 'Bits', exact: true }).press('ArrowRight');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  await expect(readout(page, 'SQNR')).toHaveText('26.4 dB');
  release();
  await expect(readout(page, 'SQNR')).not.toHaveText('26.4 dB');
});
