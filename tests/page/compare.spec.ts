/**
 * Up to three settings on the same data side by side, and where conventions disagree.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enter, open, openLook, readout } from './steps.ts';

const compare = (page: Page) => page.getByRole('button', { name: 'Compare', exact: true });
const table = (page: Page) => page.getByRole('table', { name: 'Pinned settings' });
const row = (page: Page, letter: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: new RegExp(`^${letter} `) }) });
/** By the order of the columns: error, SQNR, bits a value. */
const cell = (page: Page, letter: string, column: number) => row(page, letter).getByRole('cell').nth(column);

test('A, B and C stand side by side in the lab with their numbers, and a press shows one of them', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&data=normal');
  const before = (await readout(page, 'SQNR').textContent()) ?? '';
  await compare(page).click();
  await expect(page.getByText('Change a setting, then pin it as B.')).toBeVisible();
  await expect(cell(page, 'A', 1)).toHaveText(before);

  await page.getByRole('button', { name: '8 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
  await expect(cell(page, 'Now', 1)).toHaveText((await readout(page, 'SQNR').textContent()) ?? '');
  await expect(cell(page, 'A', 1)).toHaveText(before);
  await page.getByRole('button', { name: 'Pin as B' }).click();
  await page.getByRole('button', { name: '2 bits' }).click();
  await page.getByRole('button', { name: 'Pin as C' }).click();
  await expect(table(page).locator('tbody tr')).toHaveCount(3);
  await expectAccessible();

  await row(page, 'A').getByRole('button', { name: /^A / }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(row(page, 'A').getByRole('button', { name: /^A / })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  for (const letter of ['C', 'B', 'A']) await page.getByRole('button', { name: `Unpin ${letter}` }).click();
  await expect(table(page)).toBeHidden();
});

test('the levels of A are outlined in the picture of other settings, and not in its own', async ({ page }) => {
  /** As a short text: that of the pixels. */
  const picture = (): Promise<string> =>
    page.locator('canvas[data-chart="number-line"]').evaluate(async (canvas) => {
      const bytes = new TextEncoder().encode((canvas as HTMLCanvasElement).toDataURL());
      return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' ');
    });
  await openLook(page, '#v=1&bits=4');
  const own = await picture();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.locator('.bits-buttons label').filter({ hasText: /^3$/ }).click();
  await expect(page.locator('.lead-words')).toContainText('in 3 bits');
  await expect(page.locator('.chart.glides')).toHaveCount(0);
  const outlined = await picture();
  await page.getByRole('button', { name: 'Unpin A' }).click();
  await expect.poll(picture, 'without A').not.toBe(outlined);
  await page.keyboard.press('Control+z');
  await expect.poll(picture, 'with A again').toBe(outlined);
  await row(page, 'A').getByRole('button', { name: /^A / }).click();
  await expect.poll(picture, 'A itself').toBe(own);
});

test('a link hands out a comparison, which follows the data', async ({ page }) => {
  await open(page, '#v=1&data=normal&bits=8&signed=true&a=scheme+mx-e2m1');
  await expect(row(page, 'A')).toContainText('MXFP4');
  await expect(row(page, 'Now')).toContainText('INT8 asymmetric, min-max');
  await expect(cell(page, 'A', 1)).toHaveText(/dB$/);
  const before = await cell(page, 'A', 1).textContent();
  expect(page.url()).toContain('a=scheme+mx-e2m1');

  await enter(page.getByRole('spinbutton', { name: 'Seed' }), '5');
  await expect(cell(page, 'A', 1)).not.toHaveText(before ?? '');
  // Blocks that do not fit a row are filled up.
  await enter(page.getByRole('spinbutton', { name: 'Columns' }), '48');
  await expect(cell(page, 'A', 1)).toHaveText(/dB$/);
});

test('where conventions disagree: how many values, why, and one of them', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&data=ties&convention=onnx');
  await page.getByRole('button', { name: 'Where conventions disagree' }).click();
  const card = page.getByRole('dialog', { name: 'Where conventions disagree' });
  const torch = card.getByRole('listitem').filter({ hasText: 'PyTorch' });
  await expect(torch).toContainText(
    'the same scale, another rounding: another code for 2 of 16 values, such as row 2, column 3: code 6 instead of 5',
  );
  await expect(card.getByRole('listitem')).toHaveCount(15);
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
