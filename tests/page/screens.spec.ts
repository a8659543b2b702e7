/**
 * The screens of classrooms: a tablet, a small laptop, a page zoomed to 400 %, phones lying on their side. Nothing is cut, every
 * picture has a height to be read at; a window that is resized or turned during a drag keeps what is held under the pointer.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { panel } from './steps.ts';

const SCREENS = {
  'a tablet': { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true },
  'a small laptop': { viewport: { width: 1024, height: 600 } },
  '1280 x 720 at 400 %': { viewport: { width: 320, height: 180 } },
  'a phone lying down': { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true },
  'a small phone lying down': { viewport: { width: 667, height: 375 }, hasTouch: true, isMobile: true },
};

const VIEWS = [
  '',
  '&layout=lab',
  '&layout=present',
  '&lesson=outlier&step=2',
  '&layout=lab&lesson=outlier&step=2',
  '&layout=present&lesson=outlier&step=2',
];

/** What is cut or stands outside of the window, and pictures that are too low. */
const faults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element): string => `${element.tagName} ${element.className} "${element.textContent?.trim().slice(0, 30)}"`;
    const parts =
      '.header :is(h1, button, select), .panel-head :is(h2, button, label), .lead-words, .lesson :is(h2, h3, button), .sentence button, .card-ways button';
    for (const element of document.querySelectorAll<HTMLElement>(parts)) {
      const { left, right, width } = element.getBoundingClientRect();
      if (width < 2 || !element.checkVisibility({ visibilityProperty: true }) || element.closest('[popover]')) continue;
      // A select shows as much as there is room for.
      if (element.scrollWidth > element.clientWidth + 1 && !(element instanceof HTMLSelectElement)) found.push(`cut: ${name(element)}`);
      if (left < -1 || right > innerWidth + 1) found.push(`outside: ${name(element)}`);
    }
    for (const canvas of document.querySelectorAll<HTMLElement>('[data-chart]')) {
      const { height, width } = canvas.getBoundingClientRect();
      if (width > 0 && height < 120) found.push(`${canvas.dataset['chart']} is ${height} px high`);
    }
    const wider = (document.scrollingElement?.scrollWidth ?? 0) - document.documentElement.clientWidth;
    if (wider > 0) found.push(`the page is ${wider} px wider than the window`);
    return found;
  });

for (const [name, screen] of Object.entries(SCREENS)) {
  test.describe(name, () => {
    test.use(screen);

    for (const language of ['en', 'es', 'zh']) {
      test(`nothing is cut, in ${language}`, async ({ page }) => {
        const { width } = screen.viewport;
        for (const view of VIEWS) {
          await page.goto('about:blank');
          await page.goto(`./#v=1&lang=${language}${view}`);
          await expect(page.locator('html')).toHaveAttribute('lang', language === 'zh' ? /^zh/ : language);
          await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
          await expect.poll(() => faults(page), { message: view }).toEqual([]);
          const header = await page.getByRole('banner').boundingBox();
          if (width >= 600 && !view.includes('present')) expect(header?.height, `${view}: one row`).toBeLessThan(64);
        }
      });
    }
  });
}

test.describe('touch', () => {
  test.use(SCREENS['a tablet']);

  test('no field is so small that a phone zooms into it', async ({ page }) => {
    await page.goto('./#v=1&layout=lab&data=normal&range=clip&lo=-1&hi=1');
    await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
    const sizes = await page
      .locator('input:not([type=range], [type=radio], [type=checkbox], [type=file]), select, textarea')
      .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
  });
});

/** How far the middle of an element is from the pointer, along the axis. */
const apart = async (page: Page, what: string, pointer: { x: number; y: number }, axis: 'x' | 'y'): Promise<number> => {
  const box = await page.locator(what).boundingBox();
  const middle = { x: (box?.x ?? NaN) + (box?.width ?? NaN) / 2, y: (box?.y ?? NaN) + (box?.height ?? NaN) / 2 };
  return Math.abs(middle[axis] - pointer[axis]);
};

for (const [what, from, to, axis] of [
  ['resized', { width: 1280, height: 720 }, { width: 900, height: 640 }, 'x'],
  ['turned', { width: 390, height: 844 }, { width: 844, height: 390 }, 'x'],
] as const) {
  for (const held of ['.range-handle.hi', '.value-grip'] as const) {
    test(`a window ${what} during a drag keeps ${held} under the pointer`, async ({ page }) => {
      await page.setViewportSize(from);
      await page.goto('./#v=1');
      await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
      const box = await page.locator(held).boundingBox();
      const start = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      await page.mouse.move(start.x - 20, start.y + 30, { steps: 3 });
      await page.setViewportSize(to);
      await expect
        .poll(async () => Math.round((await panel(page, 'number-line').getByRole('img').boundingBox())?.width ?? 0))
        .toBeGreaterThan(to.width - 60);
      // Once the picture of the new size is there.
      await expect(page.locator('.range-handle.upright')).toHaveCount(0);
      await page.evaluate(() => new Promise((ready) => setTimeout(ready, 500)));
      const pointer = { x: to.width * 0.6, y: to.height * 0.4 };
      await page.mouse.move(pointer.x - 3, pointer.y);
      await page.mouse.move(pointer.x, pointer.y);
      await expect.poll(() => apart(page, held, pointer, axis)).toBeLessThan(2);
      await page.mouse.up();
    });
  }
}

test('pictures are as sharp as the screen while the page is zoomed, up to four device pixels each', async ({ page }) => {
  await page.goto('./#v=1');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  const devtools = await page.context().newCDPSession(page);
  const canvas = panel(page, 'number-line').getByRole('img');
  for (const [ratio, drawn] of [
    [1, 1],
    [2.5, 2.5],
    [4, 4],
    [5, 4],
    [1.5, 1.5],
  ] as const) {
    const [width, height] = [Math.round(1280 / ratio), Math.round(720 / ratio)];
    await devtools.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: ratio, mobile: false });
    await expect
      .poll(() => canvas.evaluate((element) => (element as HTMLCanvasElement).width / element.getBoundingClientRect().width))
      .toBeCloseTo(drawn, 1);
  }
});
