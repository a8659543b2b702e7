/**
 * Two settings on the same data side by side, and where conventions disagree.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enter, exportedJson, open, readout } from './steps.ts';

const pin = (page: Page) => page.getByRole('button', { name: 'Compare A|B' });
const table = (page: Page) => page.getByRole('table', { name: 'A and B' });
const line = (page: Page, measure: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: measure }) });

test('pin, change, look at A, swap, unpin', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&data=normal');
  const before = await readout(page, 'SQNR').textContent();
  await pin(page).click();
  await expect(page.getByText('A is pinned. Change a setting to make B.')).toBeVisible();
  await expect(line(page, 'MSE').getByRole('cell').nth(2)).toHaveText('same');

  await page.getByRole('button', { name: '8 bits' }).click();
  await expect(page.getByText('From A to B: bits 4 → 8.')).toBeVisible();
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
  const [a, b, verdict] = [0, 1, 2].map((i) => line(page, 'SQNR').getByRole('cell').nth(i));
  await expect(a!).toHaveText(before ?? '');
  await expect(b!).toHaveText((await readout(page, 'SQNR').textContent()) ?? '');
  await expect(verdict!).toHaveText(/^\d.*dB better$/);
  await expect(line(page, 'MSE').getByRole('cell').nth(2)).toHaveText(/better$/);
  await expect(line(page, 'Bits a value').getByRole('cell').nth(2)).toHaveText(/4 larger$/);
  expect(await page.evaluate(() => document.documentElement.scrollHeight), 'the main job fits the window').toBeLessThanOrEqual(720);
  await expectAccessible();

  // The key belongs to the comparison: elsewhere it is a screen reader's.
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Show A' }).focus();
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
  await page.keyboard.press('a');
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(page.getByRole('button', { name: 'Show A' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('a');
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');

  await page.getByRole('button', { name: 'Show A' }).click();
  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await expect(page.getByRole('button', { name: 'Show A' })).toHaveAttribute('aria-pressed', 'false');

  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(page.getByText('From A to B: bits 2 → 4.')).toBeVisible();
  await page.getByRole('button', { name: 'Unpin' }).click();
  await expect(table(page)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('From A to B: bits 2 → 4.')).toBeVisible();
});

test('the export is of B, also while A is looked at', async ({ page }) => {
  await open(page, '#v=1&bits=8&a=bits+3');
  await page.getByRole('button', { name: 'Show A' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  expect((await exportedJson(page)).slices[0]?.qmax).toBe(255);
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
});

test('a link hands out a comparison, which follows the data', async ({ page }) => {
  await open(page, '#v=1&data=normal&bits=8&signed=true&a=scheme+mx-e2m1');
  await expect(table(page).getByRole('columnheader', { name: /^A MXFP4/ })).toBeVisible();
  await expect(table(page).getByRole('columnheader', { name: /^B INT8 asymmetric, min-max/ })).toBeVisible();
  const before = await line(page, 'SQNR').getByRole('cell').nth(0).textContent();
  expect(page.url()).toContain('a=scheme+mx-e2m1');

  await enter(page.getByRole('spinbutton', { name: 'Seed' }), '5');
  await expect(line(page, 'SQNR').getByRole('cell').nth(0)).not.toHaveText(before ?? '');
  // Blocks that do not fit a row are filled up.
  await enter(page.getByRole('spinbutton', { name: 'Columns' }), '48');
  await expect(line(page, 'SQNR').getByRole('cell').nth(0)).toHaveText(/dB$/);
  await expect(page.getByRole('button', { name: 'Show A' })).toBeEnabled();
});

test('where conventions disagree: how many values, why, and one of them', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&data=ties&convention=onnx');
  await page.getByRole('button', { name: 'Where conventions disagree' }).click();
  const card = page.getByRole('dialog', { name: 'Where conventions disagree' });
  const torch = card.getByRole('listitem').filter({ hasText: 'PyTorch' });
  await expect(torch).toContainText(
    'the same scale, another rounding: another code for 2 of 16 values, such as row 2, column 3: code 6 instead of 5',
  );
  await expect(card.getByRole('listitem')).toHaveCount(9);
  await expectAccessible();

  await torch.getByRole('button', { name: 'Select' }).click();
  await expect(page.getByRole('heading', { name: /row 2, column 3/ })).toBeVisible();
  await torch.getByRole('button', { name: 'Take PyTorch' }).click();
  await expect(page.getByRole('combobox', { name: 'Convention' })).toHaveValue('torch');
  await expect(card.getByRole('listitem').filter({ hasText: 'ONNX' })).toContainText('code 5 instead of 6');
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('has room for both', async ({ page, expectAccessible }) => {
    await open(page, '#v=1&data=normal&scheme=symmetric&signed=true&range=percentile&a=bits+8');
    await expect(table(page)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await expectAccessible();
  });
});
