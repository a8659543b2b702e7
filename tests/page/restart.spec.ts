/**
 * A trap of the engine: the page says so, keeps the picture, starts the engine again and goes on.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open, readout } from './steps.ts';

type WithExports = typeof globalThis & { engineExports: { memory: WebAssembly.Memory } };

/** Lets tests reach the memory of the worker's engine. */
const exposeEngine = async (page: Page): Promise<void> => {
  await page.route('**/assets/worker-*.js', async (route) => {
    const script = await (await route.fetch()).text();
    const before = `{
      const instantiate = WebAssembly.instantiate;
      WebAssembly.instantiate = async (...given) => {
        const instance = await instantiate(...given);
        globalThis.engineExports = instance.exports;
        return instance;
      };
    }\n`;
    await route.fulfill({ contentType: 'text/javascript', body: before + script });
  });
};

/** Overwrites all that the engine knows, so that whatever it does next goes beyond its memory. */
const corruptEngine = async (page: Page): Promise<void> => {
  await page.workers()[0]?.evaluate(() => new Uint8Array((globalThis as WithExports).engineExports.memory.buffer).fill(0xff));
};

test('a trap restarts the engine and says so', async ({ page }) => {
  await exposeEngine(page);
  await open(page, '#v=1&data=weights');
  const scale = await readout(page, 'Scale').textContent();
  const picture = page.locator('canvas[data-chart="number-line"]');
  const before = await picture.screenshot();

  await corruptEngine(page);
  await page.getByRole('button', { name: '3 bits' }).click();
  await expect(page.getByText(/engine stopped and was started again/)).toBeVisible();
  await expect(page.getByRole('spinbutton', { name: 'Bits, as a number' })).toHaveValue('4');
  await expect(readout(page, 'Scale')).toHaveText(scale ?? '');
  expect(await picture.screenshot()).toEqual(before);
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();

  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(readout(page, 'Scale')).toHaveText(scale ?? '');
});

test('a trap during an export is told, and the next change works', async ({ page }) => {
  await exposeEngine(page);
  await open(page, '#v=1&data=weights');
  await corruptEngine(page);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const menu = page.getByRole('dialog', { name: 'Export' });
  await menu.getByRole('button', { name: 'CSV' }).click();
  await expect(menu.getByRole('status')).toHaveText(/quantscope\.csv could not be written/);
  await expect(page.getByText('The engine stopped and was started again.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
});
