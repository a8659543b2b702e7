/**
 * The format comparison: every format measured on the data on show, sorted, chosen, undone.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enter, open, readout } from './steps.ts';

const bench = (page: Page) => page.getByRole('dialog', { name: 'Formats on this data' });

const openBench = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Formats', exact: true }).click();
  await expect(bench(page).getByRole('status')).toHaveText(/formats measured/);
};

/** The texts of a column from top to bottom, for the measured formats. */
const column = (page: Page, place: number): Promise<string[]> =>
  bench(page)
    .locator('tbody tr:not(:has(.formats-refusal))')
    .evaluateAll((rows, at) => rows.map((row) => row.querySelectorAll('td')[at]?.getAttribute('title') ?? ''), place);

const row = (page: Page, name: string) => bench(page).getByRole('row', { name: new RegExp(`^\\W*${name}(,| |$)`) });

test('measures all formats, sorts them, takes one as one step', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&data=weights&rows=64&cols=256');
  const before = await readout(page, 'SQNR').textContent();
  await openBench(page);
  await expect(bench(page).getByText('…')).toHaveCount(0);
  await expect(bench(page).locator('.formats-refusal')).toHaveCount(0);
  await expectAccessible('dialog[open]');

  const bits = (await column(page, 0)).map(Number);
  expect(bits.length).toBeGreaterThan(24);
  expect(bits).toEqual([...bits].sort((a, b) => a - b));
  await bench(page).getByRole('button', { name: 'SQNR' }).click();
  await expect(bench(page).getByRole('columnheader', { name: 'SQNR' })).toHaveAttribute('aria-sort', 'descending');
  const sqnr = (await column(page, 1)).map(Number);
  expect(sqnr).toEqual([...sqnr].sort((a, b) => b - a));
  await bench(page).getByRole('button', { name: 'SQNR' }).click();
  await expect(bench(page).getByRole('columnheader', { name: 'SQNR' })).toHaveAttribute('aria-sort', 'ascending');

  const told = await row(page, 'MXFP4').locator('td').nth(1).textContent();
  await row(page, 'MXFP4').getByRole('button').click();
  await expect(bench(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Formats', exact: true })).toBeFocused();
  expect(page.url()).toContain('scheme=mx-e2m1');
  await expect(page.getByRole('row', { name: /^SQNR/ })).toContainText(told ?? '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(readout(page, 'SQNR')).toHaveText(before ?? '');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
});

test('fills up blocks that do not fit, and measures other data anew', async ({ page }) => {
  await open(page);
  await openBench(page);
  await expect(row(page, 'MXFP4').getByRole('button')).toBeEnabled();
  const small = await column(page, 0);
  await page.keyboard.press('Escape');
  await expect(bench(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Formats', exact: true })).toBeFocused();

  await page.getByRole('combobox', { name: 'Data' }).selectOption({ label: 'Normal' });
  await enter(page.getByRole('spinbutton', { name: 'Columns' }), '64');
  await openBench(page);
  expect(await column(page, 0)).not.toEqual(small);
  // Undo changes the data while the dialog is open.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => column(page, 0)).toEqual(small);
});

test('leaves out kinds of formats, and reads the picture by keys', async ({ page }) => {
  await open(page, '#v=1&data=weights&rows=16&cols=64');
  await openBench(page);
  await bench(page).getByRole('checkbox', { name: 'ggml' }).uncheck();
  await expect(row(page, 'Q4_0')).toHaveCount(0);
  const picture = bench(page).getByRole('slider', { name: /Format in the picture/ });
  await picture.focus();
  await page.keyboard.press('End');
  await expect(picture).toHaveAttribute('aria-valuetext', /FP16|BF16/);
  await page.keyboard.press('Home');
  await expect(picture).toHaveAttribute('aria-valuetext', /binary, rows/);
  await page.keyboard.press('Enter');
  await expect(bench(page)).toBeHidden();
  expect(page.url()).toContain('scheme=binary');
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('shows the bench without scrolling sideways', async ({ page, expectAccessible }) => {
    await open(page);
    await page.getByRole('button', { name: 'More', exact: true }).tap();
    await openBench(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    const dialog = bench(page);
    expect(await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await expectAccessible('dialog[open]');
  });
});
