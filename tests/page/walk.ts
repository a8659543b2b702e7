/**
 * A walk through the page's main parts, each used once.
 */
import { expect, type Page } from '@playwright/test';
import { bring, ownFile, tensorList } from './own-files.ts';
import { chooseScheme, exported, open, paste, readout } from './steps.ts';

/** Numbers of the user's own, which appear nowhere else. */
export const SECRET = '31.4159';

/** Ends with a file of the user's own on show. */
export const walk = async (page: Page): Promise<void> => {
  await open(page);
  for (const opener of ['Formats', 'Where is the error?', 'Proof', 'About', 'Share', 'SQNR']) {
    await page.getByRole('button', { name: opener, exact: true }).first().click();
    await expect(page.locator('dialog[open], :popover-open').first()).toBeVisible();
    await page.keyboard.press('Escape');
  }
  for (const button of ['JSON', 'CSV', 'NumPy', 'Number line as SVG', 'Number line as PNG']) await exported(page, button);

  await page.getByRole('combobox', { name: 'Data', exact: true }).selectOption('Word embeddings');
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('0.5206');
  for (const family of ['Float', 'Block', 'Integer']) await chooseScheme(page, family);
  await page.locator('summary', { hasText: 'Table of Histogram' }).click();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  for (const look of ['Dark', 'Light']) await page.getByRole('combobox', { name: 'Theme' }).selectOption(look);
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'Selected value on the number line' }).hover();

  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: '2 bits' }).click();
  await page.getByRole('button', { name: 'Pin as B' }).click();
  for (const letter of ['B', 'A']) await page.getByRole('button', { name: `Unpin ${letter}` }).click();

  await paste(page, `1 -2 ${SECRET}`);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await bring(page, 'drop', ownFile('formats/mixed.safetensors'));
  await tensorList(page).getByRole('button', { name: 'Scan all' }).click();
  await tensorList(page).locator('tbody tr').first().click();
  await expect(tensorList(page)).toBeHidden();
  await expect(readout(page, 'SQNR')).toBeVisible();

  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: 'For teachers' }).click();
  await page.getByRole('tab', { name: 'Worksheet' }).click();
  await expect(page.locator('.sheet')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('button', { name: 'Begin' }).first().click();
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Leave the lesson' }).click();

  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Español');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
};
