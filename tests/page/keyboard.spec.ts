/**
 * The main tasks without a mouse.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open, readout } from './steps.ts';

/** Presses Tab until the element with this name has the focus. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : undefined;
      return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
    });
    if (focused === name) return;
  }
  throw new Error(`no Tab leads to '${name}'`);
};

test('choose data, bits, scheme, clip; read a term; export; undo', async ({ page }) => {
  await open(page);
  await tabTo(page, 'Data');
  // The first example that starts with this letter.
  await page.keyboard.press('w');
  await expect(page.getByRole('spinbutton', { name: 'Rows' })).toBeVisible();

  await tabTo(page, 'Export');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await tabTo(page, 'JSON');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toBe('quantscope.json');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeFocused();

  await tabTo(page, 'Scheme');
  await tabTo(page, 'Scheme');
  await page.keyboard.press('ArrowDown');
  await expect(readout(page, 'Codes')).toHaveText('−8 to 7');

  await tabTo(page, 'Bits');
  await tabTo(page, 'Bits');
  await page.keyboard.press('ArrowLeft');
  await expect(readout(page, 'Codes')).toHaveText('−4 to 3');

  await tabTo(page, 'Scale');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Scale s' })).toBeVisible();
  await page.keyboard.press('Escape');

  await tabTo(page, 'Next value');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /column 2/ })).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(readout(page, 'Codes')).toHaveText('−8 to 7');
});
