/**
 * Settings pinned as A, B and C, compared in a table below the picture; and the user's own pictures as data.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openLook } from './steps.ts';

const rows = (page: Page) => page.getByRole('table', { name: 'Pinned settings' }).locator('tbody tr');
const bits = (page: Page, count: number) => page.locator('.bits-buttons label').filter({ hasText: new RegExp(`^${count}$`) });

test('up to three settings are pinned, a press on one shows it, and the picture stays where it is', async ({ page }) => {
  await openLook(page);
  const canvas = page.locator('canvas[data-chart="number-line"]');
  const before = await canvas.boundingBox();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(rows(page).first()).toContainText('A UINT4 asymmetric, min-max');
  await expect(rows(page).first()).toContainText('4.8 %');
  await bits(page, 2).click();
  await page.getByRole('button', { name: 'Pin as B' }).click();
  await bits(page, 8).click();
  await page.getByRole('button', { name: 'Pin as C' }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(1)).toContainText('27 %');
  await expect(page).toHaveURL(/[?&#]a=.*&b=.*&c=/);

  await rows(page).nth(1).getByRole('button', { name: /^B / }).click();
  await expect(page.locator('.lead-words')).toContainText('in 2 bits');
  await expect(rows(page).nth(1).getByRole('button', { name: /^B / })).toHaveAttribute('aria-pressed', 'true');
  expect(await canvas.boundingBox()).toEqual(before);

  await page.getByRole('button', { name: 'Unpin A' }).click();
  await expect(rows(page).first()).toContainText('A UINT2');
  await page.getByRole('tab', { name: 'Matrices' }).click();
  await expect(rows(page)).toHaveCount(0);
});

test('a picture of the user’s becomes grey values, rows by columns', async ({ page }) => {
  await openLook(page);
  const png = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 6, height: 4 });
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, 6, 4);
      pen.fillStyle = '#000';
      pen.fillRect(0, 0, 3, 4);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open file' }).click()]);
  await chooser.setFiles({ name: 'half.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') });
  await expect(page.locator('.lead-words')).toContainText('24 numbers in 4 bits');
  await expect(page).toHaveURL(/file=half\.png/);
  await expect(page.getByRole('dialog', { name: 'More' })).toBeHidden();
});
