/**
 * Every error is shown as a sentence next to its control, and the earlier picture stays.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enter, exported, open, paste, readout } from './steps.ts';

const BAD_NUMBERS: readonly [what: string, numbers: string, sentence: RegExp][] = [
  ['nothing', '  \n ', /no numbers/i],
  ['a word', '1 2\n3 abc', /Row 2, column 2 is 'abc'/],
  ['nothing finite', 'NaN inf', /All 2 values are NaN or infinite/],
  ['ragged rows', '1 2 3\n4 5', /Row 2 has 2 numbers/],
];

for (const [what, numbers, sentence] of BAD_NUMBERS) {
  test(`pasting ${what} names the place and keeps text and picture`, async ({ page }) => {
    await open(page);
    const scale = await readout(page, 'Scale').textContent();
    await paste(page, numbers);
    const dialog = page.getByRole('dialog', { name: 'Your numbers' });
    await expect(dialog.getByRole('alert')).toHaveText(sentence);
    const text = dialog.getByRole('textbox');
    await expect(text).toHaveAttribute('aria-invalid', 'true');
    await expect(text).toHaveValue(numbers);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(readout(page, 'Scale')).toHaveText(scale ?? '');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  });
}

test('values that are not finite are shown and left out', async ({ page }) => {
  await open(page);
  await paste(page, '1 NaN 2 4\ninf 3 1 0');
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('2 of 8 values are not finite (1 NaN, 1 infinite)');
  await expect(readout(page, 'Range')).toHaveText('0 to 4');
  await page.getByRole('button', { name: 'Next value' }).click();
  const arithmetic = page.getByRole('region', { name: 'Worked arithmetic' });
  await expect(arithmetic.getByRole('heading')).toContainText('row 1, column 2');
  await expect(arithmetic.getByRole('list', { name: 'Steps' })).toHaveText(/NaN/);
  const { text } = await exported(page, 'CSV');
  expect(text.split('\n')[2]).toBe('1,0,1,0,NaN,,,');
});

test('constant and all-zero numbers are fine', async ({ page }) => {
  await open(page);
  await paste(page, '3 3 3');
  await expect(readout(page, 'MSE')).toHaveText('0');
  await paste(page, '0 0\n0 0');
  await expect(readout(page, 'Range')).toHaveText('0 to 0');
  await expect(readout(page, 'SQNR')).toHaveText('—');
});

const expectComplaint = async (page: Page, field: string, sentence: RegExp): Promise<void> => {
  const control = page.getByRole('spinbutton', { name: field });
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect(control).toHaveAccessibleDescription(sentence);
};

test('numbers out of bounds are told beside their fields', async ({ page }) => {
  await open(page, '#v=1&data=weights');
  const codes = await readout(page, 'Codes').textContent();

  const bits = page.getByRole('spinbutton', { name: 'Bits, as a number' });
  await enter(bits, '20');
  await expectComplaint(page, 'Bits, as a number', /20 bits are not offered/);
  await expect(readout(page, 'Codes')).toHaveText(codes ?? '');
  await enter(bits, '');
  await expectComplaint(page, 'Bits, as a number', /not a number/);
  await enter(bits, '4');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.getByRole('combobox', { name: 'Range' }).selectOption('Percentile');
  await enter(page.getByRole('spinbutton', { name: 'Share kept, in percent' }), '30');
  await expectComplaint(page, 'Share kept, in percent', /more than 50/);

  await page.getByRole('combobox', { name: 'Range' }).selectOption('Manual');
  await enter(page.getByRole('spinbutton', { name: 'Lower end of the clip range' }), '1000');
  await expectComplaint(page, 'Lower end of the clip range', /lower end must lie below/);
  await page.getByRole('combobox', { name: 'Range' }).selectOption('Min-max');

  await enter(page.getByRole('spinbutton', { name: 'Strength, in standard deviations' }), '0');
  await expectComplaint(page, 'Strength, in standard deviations', /standard deviations strong/);
  await enter(page.getByRole('spinbutton', { name: 'Strength, in standard deviations' }), '20');

  await enter(page.getByRole('spinbutton', { name: 'Rows' }), '4000000000');
  await expectComplaint(page, 'Rows', /more than this page can hold/);
  await expect(readout(page, 'Codes')).toHaveText(codes ?? '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('groups that do not fit new data are told, with a way out', async ({ page }) => {
  await open(page, '#v=1&data=weights&granularity=group&group=32');
  await page.getByRole('combobox', { name: 'Data' }).selectOption('The article’s 4 × 4');
  await expect(page.getByRole('alert')).toHaveText(/group of 32 does not divide a row of 4/);
  await page.getByRole('button', { name: 'Use one scale for each row' }).click();
  await expect(page.getByRole('table', { name: 'Readout row 1 of 4' })).toBeVisible();
});

test('ten million values load in the worker and can be called off', async ({ page }) => {
  await open(page, '#v=1&data=normal');
  const before = await readout(page, 'Scale').textContent();
  await page.getByRole('spinbutton', { name: 'Columns' }).fill('10000');
  await enter(page.getByRole('spinbutton', { name: 'Columns' }), '625000');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(readout(page, 'Scale')).toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await expect(readout(page, 'Scale')).toHaveText(before ?? '');
  await expect(page.getByRole('spinbutton', { name: 'Columns' })).toHaveValue('64');
});
