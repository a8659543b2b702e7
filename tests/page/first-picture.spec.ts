/**
 * The start page before any script has run, and its hydration by the app.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Delays responses until the returned function is called. */
const hold = async (page: Page, files: RegExp): Promise<() => void> => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route(files, async (route) => {
    await held;
    await route.continue();
  });
  return release;
};

/** The app's scripts: all except the one that uncovers the start page. */
const SCRIPTS = /\/(?!early-script)[^/]+\.(js|wasm)$/;
const EARLY_SCRIPT = /\/early-script[^/]*$/;
const ENGINE = /\.wasm$/;

/** The load event does not come before the delayed files. */
const visit = (page: Page, hash = '') => page.goto(`./${hash}`, { waitUntil: 'commit' });

/** The positions of all visible elements. */
const boxes = (page: Page) =>
  page.evaluateHandle(() =>
    [...document.querySelectorAll('header, h1, h2, p, section, .word, .bits-buttons label, .chart, select, [role=tab]')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ element, at: element.getBoundingClientRect() })),
  );

/** The elements that have disappeared or moved since, by more than the browser's rounding of pixels. */
const moved = (before: Awaited<ReturnType<typeof boxes>>): Promise<string[]> =>
  before.evaluate((all) => {
    const sides = ['left', 'top', 'width', 'height'] as const;
    const stays = (element: Element, at: DOMRect): boolean => {
      const now = element.getBoundingClientRect();
      return element.isConnected && sides.every((side) => Math.abs(now[side] - at[side]) < 0.25);
    };
    return all.filter(({ element, at }) => !stays(element, at)).map(({ element }) => element.outerHTML.slice(0, 80));
  });

/** The sentence of the start page. */
const lead = (page: Page): Locator => page.locator('.lead-words');

const LEAD = '16 numbers in 4 bits: 6 different values are left.';

const isLive = (page: Page): Promise<void> => expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');

for (const [width, height] of [
  [390, 844],
  [1280, 720],
  [1920, 1080],
] as const) {
  test.describe(`in a window of ${width} by ${height}`, () => {
    test.use({ viewport: { width, height }, hasTouch: width < 500, isMobile: width < 500 });

    test('the start page is there without the app, and nothing moves when the app takes over', async ({ page }) => {
      const release = await hold(page, SCRIPTS);
      await visit(page);
      await expect(lead(page)).toHaveText(LEAD);
      const stills = page.locator('.chart-still svg:visible');
      // The picture and, where there is room, the matrices.
      await expect(stills).toHaveCount(width < 500 ? 1 : 2);
      const drawn = await stills.evaluateAll((all) => all.map((svg) => [svg.clientWidth, svg.clientHeight]));
      const before = await boxes(page);

      release();
      await isLive(page);
      await expect(page.locator('.chart-still')).toHaveCount(0);
      const canvases = page.locator('canvas[data-chart]');
      expect(await canvases.evaluateAll((all) => all.map((canvas) => [canvas.clientWidth, canvas.clientHeight]))).toEqual(drawn);
      expect(await moved(before)).toEqual([]);
    });
  });
}

test('what is done to the start page before the engine is there is not lost', async ({ page }) => {
  const release = await hold(page, ENGINE);
  await visit(page);
  await page.getByRole('radio', { name: '2 bits' }).click();
  await page.getByRole('combobox', { name: 'Data' }).selectOption('normal');
  await page.getByRole('tab', { name: 'Where to clip' }).click();
  await expect(lead(page)).toHaveText(LEAD);
  release();
  await expect(lead(page)).toContainText('in 2 bits');
  await expect(page).toHaveURL(/data=normal/);
  await expect(page).toHaveURL(/bits=2/);
  await expect(page.getByRole('tab', { name: 'Where to clip' })).toHaveAttribute('aria-selected', 'true');
});

/** Only the page's name may be visible of the start page. */
const expectNoStartPage = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText(/16 numbers in/).first()).toBeHidden();
  await expect(page.locator('.chart-still svg:visible')).toHaveCount(0);
};

for (const hash of ['#v=1&bits=3', '#v=1&lang=en&bits=3']) {
  test(`${hash} never shows the start page`, async ({ page }) => {
    const release = await hold(page, SCRIPTS);
    await visit(page, hash);
    await expectNoStartPage(page);
    release();
    await isLive(page);
    await expect(lead(page)).toContainText('in 3 bits');
  });
}

test('a link to a lesson never shows the start page', async ({ page }) => {
  const release = await hold(page, SCRIPTS);
  await visit(page, '#v=1&lesson=real-weights');
  await expectNoStartPage(page);
  release();
  await expect(page.locator('.lesson h3')).toContainText('Step 1');
});

for (const [preferred, tag] of [
  [['es-MX', 'en'], 'es'],
  [['fr', 'zh-TW', 'en'], 'zh-Hans'],
] as const) {
  test(`a browser that prefers ${preferred.join(', ')} never shows the start page in English`, async ({ page }) => {
    await page.addInitScript((languages) => Object.defineProperty(navigator, 'languages', { value: languages }), preferred);
    const release = await hold(page, SCRIPTS);
    await visit(page);
    await expectNoStartPage(page);
    release();
    await isLive(page);
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    await expect(page.locator('html')).not.toHaveClass('covered');
  });
}

for (const preferred of [['fr', 'en-GB', 'es'], ['fr']]) {
  test(`a browser that prefers ${preferred.join(', ')} is shown the start page at once`, async ({ page }) => {
    await page.addInitScript((languages) => Object.defineProperty(navigator, 'languages', { value: languages }), preferred);
    const release = await hold(page, SCRIPTS);
    await visit(page);
    await expect(lead(page)).toHaveText(LEAD);
    release();
    await isLive(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
}

test('the start page stays covered until it is known that it is asked for', async ({ page }) => {
  const release = await hold(page, EARLY_SCRIPT);
  const styles = page.waitForEvent('requestfinished', (request) => request.url().endsWith('.css'));
  await visit(page);
  await styles;
  await expectNoStartPage(page);
  release();
  await expect(lead(page)).toHaveText(LEAD);
  await isLive(page);
});
