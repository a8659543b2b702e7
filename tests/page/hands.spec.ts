/**
 * The picture of the first screen under a hand: what is hovered is lit everywhere, marks glide after a press and end where they
 * belong, the range is dragged without anything else moving, upright by touch.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openLook, panel } from './steps.ts';
import { touch } from './touch.ts';

const line = (page: Page): Locator => panel(page, 'number-line');
const end = (page: Page, name: 'Lower' | 'Upper'): Locator => line(page).getByRole('slider', { name: `${name} end of the range` });
const bits = (page: Page, count: number): Locator =>
  page.getByRole('group', { name: 'Bits' }).getByRole('radio', { name: `${count} bits`, exact: true });
const light = (page: Page, chart: string, kind: string): Locator => panel(page, chart).locator(`.light.${kind}`);

const boxOf = async (of: Locator): Promise<{ x: number; y: number; width: number; height: number }> => {
  const box = await of.boundingBox();
  if (!box) throw new Error(`${String(of)} is not there`);
  return box;
};

const middle = async (of: Locator): Promise<{ x: number; y: number }> => {
  const { x, y, width, height } = await boxOf(of);
  return { x: x + width / 2, y: y + height / 2 };
};

/** The pixels of the number line's canvas. */
const pixels = (page: Page): Promise<string> =>
  line(page)
    .locator('canvas[data-chart]')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** Counts the number line's drawings from now on. */
const countDrawings = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const drawings = { count: 0 };
    Object.assign(globalThis, { drawings });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      if ((this.canvas as HTMLCanvasElement).dataset['chart'] === 'number-line') drawings.count += 1;
      return clearRect.apply(this, area);
    };
  });

const drawings = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { drawings: { count: number } }).drawings.count);

/** Presses bits and waits until the picture of them stands still. */
const press = async (page: Page, count: number): Promise<void> => {
  await bits(page, count).check({ force: true });
  await expect(page.locator('.lead-words')).toContainText(`${count} bits`);
  await expect(line(page).locator('.chart.glides')).toHaveCount(0);
  await expect(line(page).locator('canvas')).toHaveCount(1);
};

test('a value that is hovered is lit in every picture, and selects nothing', async ({ page }) => {
  await openLook(page);
  const address = page.url();
  const matrices = panel(page, 'matrices').locator('.chart');
  const { x, y, width, height } = await boxOf(matrices);
  // The third row of the first matrix: 99.14, the largest value.
  await page.mouse.move(x + width * 0.03, y + height * 0.65);
  await expect(light(page, 'matrices', 'cell')).toHaveCount(4);
  await expect(light(page, 'number-line', 'ring')).toBeVisible();
  await expect(light(page, 'number-line', 'square')).toBeVisible();
  const [ring, upper] = await Promise.all([middle(light(page, 'number-line', 'ring')), middle(end(page, 'Upper'))]);
  expect(Math.abs(ring.x - upper.x), 'the largest value is the upper end').toBeLessThan(1.5);

  // And back: the dot that is lit, hovered, lights the same cells.
  const cell = await boxOf(light(page, 'matrices', 'cell').first());
  await page.mouse.move(0, 0);
  await expect(page.locator('.light')).toHaveCount(0);
  await page.mouse.move(ring.x, ring.y);
  await expect(light(page, 'matrices', 'cell')).toHaveCount(4);
  expect(await boxOf(light(page, 'matrices', 'cell').first())).toEqual(cell);
  expect(page.url()).toBe(address);
});

test('after a press marks glide, and end exactly where a page without motion draws them', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openLook(page);
  await countDrawings(page);
  await press(page, 2);
  expect(await drawings(page), 'one drawing without motion').toBe(1);
  const still = await pixels(page);
  await press(page, 4);

  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const before = await drawings(page);
  await press(page, 2);
  expect(await drawings(page), 'several with motion').toBeGreaterThan(before + 1);
  expect(await pixels(page)).toBe(still);
});

test('more values than can glide pass over into each other', async ({ page }) => {
  await openLook(page, '#v=1&data=normal&rows=100&cols=100');
  await countDrawings(page);
  await press(page, 2);
  expect(await drawings(page)).toBe(1);
  const faded = await pixels(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await press(page, 3);
  await press(page, 2);
  expect(await pixels(page)).toBe(faded);
});

test('a drag of the range moves its tab and nothing else, and never glides', async ({ page }) => {
  await openLook(page);
  const places = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('header, main, main > *, .panel, .chart, canvas[data-chart], [role=tab]')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.className, x, y, width, height].join(' ');
      }),
    );
  const before = await places();
  await expect(page.getByText('drag', { exact: true })).toBeVisible();
  const { x, y } = await middle(end(page, 'Upper'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 10; step += 1) {
    await page.mouse.move(x - 30 * step, y);
    await expect(end(page, 'Upper').locator('.held-number')).toHaveCount(1);
    expect(await line(page).locator('.chart.glides').count()).toBe(0);
  }
  expect((await middle(end(page, 'Upper'))).x).toBeCloseTo(x - 300, 0);
  await expect.poll(places).toEqual(before);
  await page.mouse.up();
  await expect(page).toHaveURL(/range=clip/);
  await expect(page.getByText('drag', { exact: true })).toHaveCount(0);
});

test('the tabs of a narrow range stand side by side', async ({ page }) => {
  await openLook(page, '#v=1&range=clip&lo=50&hi=50.5');
  const [lower, upper] = await Promise.all([boxOf(end(page, 'Lower')), boxOf(end(page, 'Upper'))]);
  expect(upper.x - lower.x).toBeGreaterThanOrEqual(lower.width - 0.5);
});

test('the error of every range is studied only while a hand is at an end', async ({ page }) => {
  const asked: string[][] = [];
  await page.exposeFunction('tellCharts', (charts: string[]) => asked.push(charts));
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message: unknown, ...rest: never[]) {
      const { question, given } = message as { question?: string; given?: { sizes: { charts: string[] } } };
      if (question === 'study' && given) void (globalThis as unknown as { tellCharts: (charts: string[]) => void }).tellCharts(given.sizes.charts);
      return post.call(this, message, ...rest);
    };
  });
  await openLook(page);
  await bits(page, 3).check({ force: true });
  await expect(page.locator('.lead-words')).toContainText('3 bits');
  expect(asked.at(-1)).toEqual(['number-line', 'matrices']);
  const { x, y } = await middle(end(page, 'Upper'));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 100, y, { steps: 3 });
  await expect.poll(() => asked.at(-1)).toEqual(['number-line', 'bench', 'matrices']);
  await page.mouse.up();
  await bits(page, 4).check({ force: true });
  await expect(page.locator('.lead-words')).toContainText('4 bits');
  expect(asked.at(-1)).toEqual(['number-line', 'matrices']);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the line stands upright, and its range is dragged by a finger without scrolling the page', async ({ page }) => {
    await openLook(page);
    await expect(end(page, 'Upper')).toHaveAttribute('aria-orientation', 'vertical');
    const [low, high] = await Promise.all([middle(end(page, 'Lower')), boxOf(end(page, 'Upper'))]);
    expect(high.y).toBeLessThan(low.y);
    expect(Math.min(high.width, high.height)).toBeGreaterThanOrEqual(44);
    const { x, y } = await middle(end(page, 'Upper'));
    await touch(
      page,
      [0, 20, 40, 60, 80, 100].map((dy) => [{ x, y: y + dy }]),
    );
    await expect(page).toHaveURL(/range=clip/);
    expect((await middle(end(page, 'Upper'))).y).toBeGreaterThan(y + 60);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test('a tap selects a value on the line', async ({ page }) => {
    await openLook(page);
    const [low, high] = await Promise.all([middle(end(page, 'Lower')), middle(end(page, 'Upper'))]);
    // The thread from 45.25 to 46.2.
    const share = (45.7 - 0.142) / (99.14 - 0.142);
    await page.touchscreen.tap(low.x, low.y + share * (high.y - low.y));
    await expect(page).toHaveURL(/sel=10\b/);
  });
});
