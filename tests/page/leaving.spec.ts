/**
 * What a page still fetches when it is left is broken off, and nobody is told; what fails while it stays is told. Chromium runs
 * nothing more once it breaks off, others do: here the page is told that it is left, and stays.
 */
import { expect, test, type Page } from '@playwright/test';

/** Opens the page without a part of it, and returns what it says of that on the console. */
const openWithout = async (page: Page, part: string, isLeft: boolean): Promise<string[]> => {
  const said: string[] = [];
  page.on('pageerror', ({ message }) => said.push(message));
  let asked = (): void => {};
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  let fail = (): void => {};
  const failing = new Promise<void>((resolve) => (fail = resolve));
  await page.route(`**/assets/${part}-*.js`, async (route) => {
    asked();
    await failing;
    await route.abort();
  });
  await page.goto('./#v=1&lesson=fewer-bits', { waitUntil: 'commit' });
  await isAsked;
  await page.waitForLoadState('domcontentloaded');
  if (isLeft) await page.evaluate(() => dispatchEvent(new Event('beforeunload')));
  fail();
  return said;
};

for (const part of ['app', 'panel']) {
  test(`without its ${part} the page says so`, async ({ page }) => {
    const said = await openWithout(page, part, false);
    await expect.poll(() => said).toEqual([expect.stringContaining('Failed to fetch dynamically imported module')]);
    await expect(page.getByRole('alert')).toHaveCount(part === 'app' ? 1 : 0);
  });

  test(`without its ${part} a page that is left says nothing`, async ({ page }) => {
    const said = await openWithout(page, part, true);
    await page.waitForTimeout(1000);
    expect(said).toEqual([]);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}
