/**
 * A trap of the engine: the page says so, keeps the picture, starts the engine again and goes on.
 */
import { corruptEngine, exposeEngine } from './engine.ts';
import { expect, test } from './fixtures.ts';
import { open, readout } from './steps.ts';

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
  // The message takes a line of the page's height.
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(async () => (await picture.screenshot()).equals(before)).toBe(true);
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
