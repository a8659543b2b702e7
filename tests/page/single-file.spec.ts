/**
 * The page as one file, opened from a disk without any server or network.
 */
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseScheme, exported, inLab, readout } from './steps.ts';

const FILE = pathToFileURL('dist/quantscope.html').href;

const open = async (page: Page, hash = ''): Promise<string[]> => {
  await page.context().setOffline(true);
  const requests: string[] = [];
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && request.url() !== FILE) requests.push(request.url());
  });
  await page.goto(FILE + inLab(hash));
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  return requests;
};

test('the single file follows the hand and opens its examples', async ({ page }) => {
  const requests = await open(page);
  await expect(readout(page, 'SQNR')).toHaveText('26.4 dB');
  await page.getByRole('slider', { name: 'Bits', exact: true }).press('ArrowRight');
  await expect(readout(page, 'Codes')).toHaveText('0 to 31');

  const handle = page.locator('[data-panel="number-line"]').getByRole('slider', { name: /Upper end/ });
  const box = await handle.boundingBox();
  if (!box) throw new Error('the handle has no box');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 200, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page.getByRole('combobox', { name: 'Range' })).toHaveValue('clip');

  await page.getByRole('combobox', { name: 'Data' }).selectOption('Word embeddings');
  await expect(page.getByRole('region', { name: 'In words' })).toContainText('0.5206');
  await chooseScheme(page, 'Block');
  await page.getByRole('button', { name: 'Formats' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(requests).toEqual([]);
});

test('links work in the single file, and lead back to it', async ({ page }) => {
  const requests = await open(page, '#v=1&data=minilm-l3-query-weight&bits=3');
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await page.goBack();
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  const { text } = await exported(page, 'JSON');
  expect((JSON.parse(text) as { link: string }).link).toBe(page.url());
  expect(requests).toEqual([]);
});

test('lessons come with the single file, in all languages', async ({ page }) => {
  const requests = await open(page, '#v=1&lang=zh');
  await page.getByRole('button', { name: '课程' }).click();
  const begin = page.locator('.lessons-row .primary');
  await expect(begin).toHaveCount(readdirSync('www/src/lessons/core').length);
  await begin.last().click();
  await expect(page.locator('.lesson h3')).toContainText('第 1 步');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  expect(requests).toEqual([]);
});
