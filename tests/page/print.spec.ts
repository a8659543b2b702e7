/**
 * Any state of the page is printed as a report: sentence, settings, pictures in light colours, numbers, the link and its code; no
 * bar of the page. Browsers fire `beforeprint` first; here that is done by hand, and the page then looked at as on paper.
 */
import jsQR from 'jsqr';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { pixelsOf } from './qr.ts';
import { open, openLook } from './steps.ts';

/** The report of what is on show, once its part of the page is there. */
const onPaper = async (page: Page): Promise<Locator> => {
  const report = page.locator('.report');
  await expect
    .poll(async () => {
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      return (await report.locator('.qr').count()) === 1;
    })
    .toBe(true);
  await page.emulateMedia({ media: 'print' });
  return report;
};

/** What would stand on each page of paper again. */
const repeated = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && ['fixed', 'sticky'].includes(getComputedStyle(element).position))
      .map((element) => element.className),
  );

/** How light the darkest corner of a picture is, from 0 to 255. */
const darkestCorner = (picture: Locator): Promise<number> =>
  picture.evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    const context = Object.assign(document.createElement('canvas'), { width: 2, height: 2 }).getContext('2d', { willReadFrequently: true });
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      context?.drawImage(canvas, x * (width - 1), y * (height - 1), 1, 1, x, y, 1, 1);
    }
    return Math.min(...(context?.getImageData(0, 0, 2, 2).data ?? [0]));
  });

const STATES = [
  { name: 'a first visit', link: '#v=1', words: '16 numbers in 4 bits', pictures: 2 },
  { name: 'the lab in dark colours', link: '#v=1&layout=lab&theme=dark&bits=3', words: '16 numbers in 3 bits', pictures: 5 },
  { name: 'presenting in dark colours', link: '#v=1&layout=present&theme=dark&bits=3', words: '16 numbers in 3 bits', pictures: 1 },
  { name: 'a lesson for projectors', link: '#v=1&layout=present&lesson=outlier&step=2', words: '2048 numbers in 4 bits', pictures: 2 },
] as const;

for (const { name, link, words, pictures } of STATES) {
  test(`${name} on paper`, async ({ page }) => {
    await page.goto(`./${link}`);
    await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
    const report = await onPaper(page);
    await expect(report).toBeVisible();
    await expect(page.locator('#app')).toBeHidden();
    await expect(report.getByRole('heading', { level: 1 })).toContainText(words);
    await expect(report).toContainText(/\d bits a?symmetric, one scale/);
    await expect(report.getByRole('row', { name: 'SQNR' })).toContainText('dB');
    await expect(report).toContainText('Arithmetic of row 1, column 1');
    await expect(report.locator('canvas')).toHaveCount(pictures);
    for (const picture of await report.locator('canvas').all()) {
      await expect(picture).toBeVisible();
      expect(await darkestCorner(picture)).toBeGreaterThan(200);
    }
    await expect(report).toHaveCSS('color-scheme', 'light only');
    expect(await repeated(page)).toEqual([]);
    const address = await report.getByRole('link').innerText();
    const parts = (link: string): string[] => new URL(link).hash.slice(1).split('&').toSorted();
    expect(parts(address)).toEqual(parts(page.url()));
    const { data, side } = await pixelsOf(page, '.report .qr');
    expect(jsQR(Uint8ClampedArray.from(data), side, side)?.data).toBe(address);
    // The browser fires the event itself, and two pages hold it all.
    const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(pages?.length).toBeLessThanOrEqual(2);
  });
}

test('the menu’s command has the pictures made for paper, and prints', async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => {
      dispatchEvent(new Event('beforeprint'));
      document.title = 'printed';
    };
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await openLook(page, '#v=1&bits=2');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await expect(page).toHaveTitle('printed');
  await page.emulateMedia({ media: 'print' });
  const headings = page.locator('.report figure h2');
  await expect(headings).toHaveText(['Number line', 'Matrices', 'Where to clip']);
  const line = await page.locator('.report canvas').first().boundingBox();
  expect(line?.width, 'lying, as wide as the paper').toBeGreaterThan(2 * (line?.height ?? 0));
});

test('a worksheet is printed alone; the row of a value stays together', async ({ page }) => {
  await open(page, '#v=1&scheme=nf4');
  await page.getByRole('button', { name: 'Lessons' }).click();
  await page.getByRole('button', { name: 'For teachers' }).click();
  await onPaper(page);
  await expect(page.locator('.report')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('tab', { name: 'Worksheet' }).click();
  await expect(page.locator('.sheet')).toHaveCount(2);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.report')).toHaveCount(0);
  await expect(page.locator('.sheet').first()).toBeVisible();
  await expect(page.locator('.sheet').last()).toBeVisible();
  await expect(page.getByRole('main')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'A link for the class' })).toBeHidden();
  const values = page
    .locator('.sheet')
    .first()
    .locator('tbody tr', { has: page.locator('td') });
  await expect(values).toHaveCount(6);
  for (const value of await values.all()) await expect(value).toHaveCSS('break-inside', 'avoid');
  expect(await repeated(page)).toEqual([]);
});
