/**
 * Plain http, as from a school's own server by a made-up host name: browsers give such pages no clipboard and no service worker.
 */
import type { Locator, Page } from '@playwright/test';
import flags from '../../scripts/browser-flags.json' with { type: 'json' };
import { expect, test as base } from './fixtures.ts';
import { serve } from './own-site.ts';
import { open, openLook, panel, readout } from './steps.ts';

const HOST = 'quantscope.test';

const test = base.extend({
  baseURL: async ({}, use) => {
    const site = await serve('dist');
    await use(site.address.replace('127.0.0.1', HOST));
    site.end();
  },
});

test.use({
  serviceWorkers: 'allow',
  launchOptions: { executablePath: process.env.CHROME ?? '/usr/bin/chromium', args: [...flags, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`] },
});

const isPlain = (page: Page): Promise<boolean> => page.evaluate(() => !isSecureContext && !('clipboard' in navigator));

/** What the clipboard holds, as a field shows it when it is pasted there. */
const pastedInto = async (field: Locator): Promise<string> => {
  await field.fill('');
  await field.press('Control+V');
  return field.inputValue();
};

const numbersField = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Paste', exact: true }).click();
  return page.getByRole('textbox', { name: /Separate numbers/ });
};

test('share copies the link', async ({ page }) => {
  await openLook(page, '#v=1&bits=3');
  expect(await isPlain(page)).toBe(true);
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  await page.keyboard.press('Escape');
  expect(await pastedInto(await numbersField(page))).toBe(page.url());
});

test('the arithmetic is copied, a chart is heard, the teacher’s snippet is copied within its dialog', async ({ page }) => {
  await open(page);
  await page.getByRole('region', { name: 'Worked arithmetic' }).getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.locator('.copied')).toHaveText('Copied.');
  await panel(page, 'histogram').getByRole('button', { name: 'Listen' }).click();
  await panel(page, 'histogram').getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Lessons' }).click();
  await page.getByRole('button', { name: 'For teachers' }).click();
  // The field of hand-ins takes a text of any length.
  const pasted = async (): Promise<string> => {
    await page.getByRole('tab', { name: 'The class' }).click();
    await page.getByText('Paste texts', { exact: true }).click();
    return pastedInto(page.locator('#class-pasted'));
  };
  expect(await pasted()).toMatch(/^row 1, column 1\s.*6\.599867/s);
  await page.getByRole('tab', { name: 'Link' }).click();
  await page.locator('.copyable').last().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(page.locator('.copyable').last().getByRole('status')).toHaveText('Copied.');
  expect(await pasted()).toMatch(/^<iframe src=".*<\/iframe>$/);
});

test('where copying is refused as well, the link is marked and the page says so', async ({ page }) => {
  await page.addInitScript(() => {
    document.execCommand = () => false;
  });
  await openLook(page, '#v=1&bits=3');
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('It is marked: copy it with Ctrl+C. It opens this very screen.')).toBeVisible();
  await page.keyboard.press('Control+C');
  await page.keyboard.press('Escape');
  expect(await pastedInto(await numbersField(page))).toBe(page.url());
});

test('the page works and keeps nothing for visits without a network', async ({ page }) => {
  await open(page, '#v=1&data=minilm-l0-output-weight');
  await page.getByRole('button', { name: '8 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
});
