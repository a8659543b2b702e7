/**
 * Input on the charts: range handles, values, zoom, selection, format comparison, map, slices, by mouse, keys and touch.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open, panel, readout } from './steps.ts';
import { touch } from './touch.ts';

const handle = (page: Page, end: 'Lower' | 'Upper', chart = 'number-line'): Locator =>
  panel(page, chart).getByRole('slider', { name: `${end} end of the range` });

/** The selection, in the words of a chart. */
const selection = (page: Page, chart: string): Locator => panel(page, chart).getByRole('slider', { name: /^Selected value/ });

const grip = (page: Page, chart = 'number-line'): Locator => panel(page, chart).getByRole('slider', { name: /^Original value/ });

const hash = (page: Page): string => new URL(page.url()).hash;

const expectHash = (page: Page, pattern: RegExp) => expect.poll(() => hash(page)).toMatch(pattern);

const middle = async (of: Locator): Promise<{ x: number; y: number }> => {
  const box = await of.boundingBox();
  if (!box) throw new Error('nothing to take hold of');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Presses on the element `from` and moves the mouse; the button stays down. */
const pull = async (page: Page, from: Locator, dx: number, dy = 0): Promise<void> => {
  const { x, y } = await middle(from);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
};

/** A point in the cell of a row and column of the tensor, by that of any cell that is lit. */
const cellAt = async (page: Page, row: number, column: number): Promise<{ x: number; y: number }> => {
  const map = panel(page, 'map');
  await selection(page, 'map').hover({ position: { x: 60, y: 45 } });
  const lit = await map.locator('.light.cell').boundingBox();
  const [, r, c] = /row (\d+), column (\d+)/.exec(await map.locator('.chart-tip').innerText()) ?? [];
  if (!lit) throw new Error('no cell is lit');
  return { x: lit.x + lit.width * (column - Number(c) + 0.5), y: lit.y + lit.height * (row - Number(r) + 0.5) };
};

test.describe('range handles', () => {
  test('a drag clips, shows its value, and is one step of undo', async ({ page }) => {
    await open(page);
    await pull(page, handle(page, 'Upper'), -250);
    await expect(readout(page, 'Clipped')).not.toHaveText('0 %');
    await expect(handle(page, 'Upper').locator('.held-value')).toBeVisible();
    expect(hash(page), 'the address waits for the end of the gesture').not.toContain('range=clip');
    await page.mouse.up();
    await expectHash(page, /range=clip/);
    await expect(handle(page, 'Upper', 'histogram')).toHaveAttribute('aria-valuetext', /^clip to \d+\.?\d*, values above go to code 15$/);

    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(readout(page, 'Clipped')).toHaveText('0 %');
    await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  });

  test('Escape takes a drag back', async ({ page }) => {
    await open(page);
    await pull(page, handle(page, 'Upper'), -300);
    await expect(readout(page, 'Clipped')).not.toHaveText('0 %');
    await page.keyboard.press('Escape');
    await expect(readout(page, 'Clipped')).toHaveText('0 %');
    await page.mouse.up();
    expect(hash(page)).not.toContain('range');
    await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  });

  test('keys step by 1 % of the window, by 10 % with Shift, and go to the ends', async ({ page }) => {
    await open(page, '#v=1&range=clip&lo=0&hi=50');
    const upper = handle(page, 'Upper');
    await upper.focus();
    const value = async (): Promise<number> => Number(await upper.getAttribute('aria-valuenow'));
    // Screen readers are told four digits.
    const step = 0.01 * (Number(await upper.getAttribute('aria-valuemax')) - Number(await upper.getAttribute('aria-valuemin')));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(value).toBeCloseTo(Number((50 - step).toPrecision(4)), 3);
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(value).toBeCloseTo(Number((50 + 9 * step).toPrecision(4)), 3);
    await page.keyboard.press('End');
    await expect.poll(value).toBeCloseTo(99.14, 3);
    await page.keyboard.press('Home');
    await expect.poll(value).toBeCloseTo(step, 1);
    await page.keyboard.press('Delete');
    await expect.poll(value).toBeCloseTo(99.14, 3);
    expect(hash(page)).not.toContain('range');
  });

  test('a drag rests on the largest value, and a double click returns to it', async ({ page }) => {
    await open(page, '#v=1&range=clip&lo=0.142&hi=60');
    await handle(page, 'Upper').dblclick();
    await expect(readout(page, 'Range')).toHaveText('0.142 to 99.14');
    await expect(page.locator('.glides')).toHaveCount(0);
    const top = await middle(handle(page, 'Upper'));
    await pull(page, handle(page, 'Upper'), -200);
    await page.mouse.move(top.x + 3, top.y, { steps: 4 });
    await expect(handle(page, 'Upper').locator('.held-value')).toContainText('largest value');
    await page.mouse.up();
    await expectHash(page, /hi=99\.14(&|$)/);
  });

  test('symmetric handles move together', async ({ page }) => {
    await open(page, '#v=1&data=article-sym&scheme=symmetric&signed=true');
    await pull(page, handle(page, 'Upper'), -120);
    await page.mouse.up();
    await expectHash(page, /range=clip/);
    const [lower, upper] = await Promise.all([handle(page, 'Lower'), handle(page, 'Upper')].map((h) => h.getAttribute('aria-valuenow')));
    expect(Number(lower)).toBe(-Number(upper));
  });

  test('the histogram has them too', async ({ page }) => {
    await open(page);
    await pull(page, handle(page, 'Upper', 'histogram'), -120);
    await page.mouse.up();
    await expectHash(page, /range=clip/);
    await expect(readout(page, 'Clipped')).not.toHaveText('0 %');
  });
});

test.describe('values by hand', () => {
  test('a value dragged out explodes the scale; reset returns', async ({ page }) => {
    await open(page);
    const scale = await readout(page, 'Scale').textContent();
    await pull(page, grip(page), 700);
    await page.mouse.move(1278, 160, { steps: 3 });
    await expect(readout(page, 'Range')).toHaveText(/^0\.142 to \d{3,}/);
    await page.mouse.up();
    await expectHash(page, /edit=0/);
    expect(hash(page), 'the window fits itself again').not.toContain('zoom');
    await expect(readout(page, 'Scale')).not.toHaveText(scale ?? '');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(readout(page, 'Scale')).toHaveText(scale ?? '');
  });

  test('a value is dragged up in the series, stepped by keys, and taken back', async ({ page }) => {
    await open(page);
    await pull(page, grip(page, 'series'), 0, -60);
    await page.mouse.up();
    await expectHash(page, /edit=0/);
    const dragged = hash(page);
    await grip(page).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => hash(page)).not.toBe(dragged);
    await page.keyboard.press('Control+z');
    await expect.poll(() => hash(page)).toBe(dragged);
  });
});

test.describe('selection', () => {
  test('a click on a value lights it in every chart; arrows go on', async ({ page }) => {
    await open(page);
    const line = panel(page, 'number-line').locator('.chart');
    const box = await line.boundingBox();
    if (!box) throw new Error('no number line');
    await page.mouse.click(box.x + box.width * 0.48, box.y + 40);
    await expect(selection(page, 'number-line')).not.toHaveAttribute('aria-valuetext', /^row 1, column 1:/);
    const words = (await selection(page, 'number-line').getAttribute('aria-valuetext')) ?? '';
    for (const chart of ['series', 'histogram', 'map']) await expect(selection(page, chart)).toHaveAttribute('aria-valuetext', words);

    await selection(page, 'series').focus();
    await page.keyboard.press('Home');
    await expect(selection(page, 'map')).toHaveAttribute('aria-valuetext', /^row 1, column 1:/);
    await page.keyboard.press('ArrowRight');
    await expect(selection(page, 'map')).toHaveAttribute('aria-valuetext', /^row 1, column 2:/);
    await selection(page, 'map').focus();
    await page.keyboard.press('ArrowDown');
    await expect(selection(page, 'number-line')).toHaveAttribute('aria-valuetext', /^row 2, column 2:/);
  });

  test('a click on the map selects a cell; hover tells a value and selects none', async ({ page }) => {
    await open(page);
    await selection(page, 'map').click({ position: { x: 250, y: 55 } });
    await expect(selection(page, 'number-line')).toHaveAttribute('aria-valuetext', /^row [2-4], column [2-4]:/);
    const words = (await selection(page, 'map').getAttribute('aria-valuetext')) ?? '';
    await selection(page, 'series').hover();
    await expect(panel(page, 'series').locator('.chart-tip')).toContainText('original');
    await expect(selection(page, 'map')).toHaveAttribute('aria-valuetext', words);
  });

  test('of many sorted values a click selects one of the rank there, and arrows go on', async ({ page }) => {
    await open(page, '#v=1&data=normal&rows=1&cols=100000&compare=sorted');
    const chart = panel(page, 'series');
    const box = await chart.getByRole('img').boundingBox();
    const surface = chart.getByRole('slider').first();
    const rank = async (): Promise<number> => Number(await surface.getAttribute('aria-valuenow'));
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) * 0.9, (box?.y ?? 0) + (box?.height ?? 0) * 0.4);
    await expect.poll(rank).toBeGreaterThan(80_000);
    await expect(page.getByRole('heading', { name: /Arithmetic of row 1, column \d/ })).toBeVisible();
    const clicked = await rank();
    await surface.press('ArrowRight');
    await expect.poll(rank).toBeGreaterThan(clicked);
    await surface.press('Home');
    await expect.poll(rank).toBe(0);
  });

  test('the stepper goes from slice to slice', async ({ page }) => {
    await open(page, '#v=1&granularity=row&sel=2');
    const series = panel(page, 'series');
    await expect(series).toContainText('row 1 of 4');
    await expect(series.getByRole('button', { name: 'Previous slice' })).toBeDisabled();
    await series.getByRole('button', { name: 'Next slice' }).click();
    await expect(series).toContainText('row 2 of 4');
    await expect(selection(page, 'map')).toHaveAttribute('aria-valuetext', /^row 2, column 3:/);
  });

  test('a block of a large map selects a value of that block', async ({ page }) => {
    await open(page, '#v=1&data=normal&rows=300&cols=700');
    await expect(panel(page, 'map').locator('.chart-raster')).toBeVisible();
    await selection(page, 'map').focus();
    const at = async (): Promise<number> => Number(await selection(page, 'map').getAttribute('aria-valuenow'));
    const first = await at();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) {
      const before = await at();
      await page.keyboard.press(key);
      await expect.poll(at).toBe(before + 1);
    }
    expect(await at()).toBe(first + 3);
  });

  test('the map tells the number in a cell, by what its colours show', async ({ page }) => {
    await open(page);
    const map = panel(page, 'map');
    const tip = map.locator('.chart-tip');
    const { x, y } = await cellAt(page, 1, 1);
    await page.mouse.move(x, y);
    await expect(tip).toHaveText('row 1, column 1original2.158');
    await map.getByRole('radio', { name: 'Codes' }).check({ force: true });
    await page.mouse.move(x + 1, y);
    await expect(tip).toHaveText('row 1, column 1code0');
    await map.getByRole('radio', { name: 'Error' }).check({ force: true });
    await page.mouse.move(x, y);
    await expect(tip).toHaveText('row 1, column 1error−2.158');
  });

  test('a tip follows the picture under a pointer that rests', async ({ page }) => {
    await open(page);
    const map = panel(page, 'map');
    const tip = map.locator('.chart-tip');
    const { x, y } = await cellAt(page, 1, 1);
    await page.mouse.move(x, y);
    await expect(tip).toHaveText('row 1, column 1original2.158');
    // Not moved by the pointer, which stays in place.
    await map.getByRole('radio', { name: 'Codes' }).dispatchEvent('click');
    await expect(tip).toHaveText('row 1, column 1code0');
    await map.getByRole('radio', { name: 'Error' }).dispatchEvent('click');
    await expect(tip).toHaveText('row 1, column 1error−2.158');
    for (const chart of ['series', 'histogram']) {
      await page.evaluate(() => (location.hash = '#v=1&layout=lab'));
      await expect(readout(page, 'Levels used')).toContainText('of 16');
      const { width, height } = (await selection(page, chart).boundingBox()) ?? { width: 0, height: 0 };
      await selection(page, chart).hover({ position: { x: width / 2, y: height / 2 } });
      const shown = panel(page, chart).locator('.chart-tip');
      await expect(shown).toBeVisible();
      const before = await shown.innerText();
      await page.evaluate(() => (location.hash = '#v=1&bits=2&layout=lab'));
      await expect(shown).not.toHaveText(before);
    }
  });

  test('a cell of many values tells and selects the one with the largest error', async ({ page }) => {
    await open(page, '#v=1&data=normal&rows=300&cols=700&map=error');
    const tip = panel(page, 'map').locator('.chart-tip');
    await selection(page, 'map').hover({ position: { x: 150, y: 60 } });
    await expect(tip).toContainText(/largest error of \d × \d/);
    const [place = '', error = ''] = await Promise.all([tip.locator('strong').innerText(), tip.locator('.error > :last-child').innerText()]);
    await selection(page, 'map').click({ position: { x: 150, y: 60 } });
    await expect(selection(page, 'series')).toHaveAttribute('aria-valuetext', new RegExp(`^${place}:`));
    await expect(page.getByRole('list', { name: 'Steps' })).toContainText(error);
  });
});

test('the number line zooms by wheel, keys and buttons, pans by drag, and resets', async ({ page }) => {
  await open(page);
  const surface = selection(page, 'number-line');
  const { x, y } = await middle(surface);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -500);
  await expectHash(page, /zoomlo=.*zoomhi=/);
  const zoomed = hash(page);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + 20, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => hash(page)).not.toBe(zoomed);
  await surface.focus();
  await page.keyboard.press('0');
  await expect.poll(() => hash(page)).not.toContain('zoom');
  await page.keyboard.press('+');
  await expectHash(page, /zoomlo/);
  await panel(page, 'number-line').getByRole('button', { name: 'Show the whole range' }).click();
  await expect.poll(() => hash(page)).not.toContain('zoom');
  await expect(page.getByRole('button', { name: /^Undo/ }), 'looking is no step').toBeDisabled();
});

test('a long series is seen through a window', async ({ page }) => {
  await open(page, '#v=1&data=normal&rows=4&cols=500');
  const surface = selection(page, 'series');
  await surface.focus();
  await page.keyboard.press('+');
  await expectHash(page, /span=/);
  await panel(page, 'series').getByRole('button', { name: 'All' }).click();
  await expect.poll(() => hash(page)).not.toContain('span');
});

test('the bench: hover reads, a click takes, keys take, the minimum is a button', async ({ page }) => {
  await open(page);
  const bench = panel(page, 'bench');
  const surface = bench.getByRole('slider');
  await surface.hover();
  await expect(bench.locator('.chart-tip')).toContainText('clipping error');
  await surface.click();
  await expectHash(page, /range=clip/);
  const clicked = hash(page);
  await surface.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => hash(page)).not.toBe(clicked);
  await bench.getByRole('button', { name: 'Use the best range' }).click();
  await expectHash(page, /range=mse/);
});

test('every canvas has a name and a table with rows', async ({ page }) => {
  await open(page);
  const look = async (chart: string): Promise<void> => {
    await expect(panel(page, chart).getByRole('img')).toHaveAccessibleName(/\w+\. .{20,}/);
    await panel(page, chart).locator('summary').click();
    await expect(panel(page, chart).getByRole('table').getByRole('row')).not.toHaveCount(0);
    expect(await panel(page, chart).locator('tbody tr').count()).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    await expect(panel(page, chart).getByRole('table')).toHaveCount(0);
  };
  for (const chart of ['number-line', 'series', 'histogram', 'bench', 'map']) await look(chart);
  await page.getByRole('radio', { name: 'Staircase' }).check({ force: true });
  await look('transfer');
  await selection(page, 'transfer').hover();
  await expect(panel(page, 'transfer').locator('.chart-tip')).toContainText('becomes');
});

test('a canvas is as sharp as the screen', async ({ browser, baseURL }) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 2, ...(baseURL && { baseURL }) });
  await open(page);
  const canvas = panel(page, 'number-line').getByRole('img');
  await expect.poll(() => canvas.evaluate((c: HTMLCanvasElement) => c.width / c.clientWidth)).toBe(2);
  await page.close();
});

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a handle is dragged, and is large enough', async ({ page }) => {
    await open(page);
    const upper = handle(page, 'Upper');
    const box = await upper.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const { x, y } = await middle(upper);
    await touch(
      page,
      [0, 30, 60, 90, 120].map((dx) => [{ x: x - dx, y }]),
    );
    await expectHash(page, /range=clip/);
  });

  test('two fingers zoom the number line', async ({ page }) => {
    await open(page);
    const { x, y } = await middle(selection(page, 'number-line'));
    await touch(
      page,
      [10, 30, 50, 70].map((d) => [
        { x: x - d, y },
        { x: x + d, y },
      ]),
    );
    await expectHash(page, /zoomlo=.*zoomhi=/);
  });
});
