/**
 * Drawing during a drag: once per frame, only changed charts, those with handles at once, and all else together with the words.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open } from './steps.ts';

type Seen = { draws: Record<string, number>; twice: string[]; apart: string[] };

/** Before the page's own scripts: counts the drawings of each chart by frame. */
const watch = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen: Seen = { draws: {}, twice: [], apart: [] };
    Object.assign(globalThis, { seen });
    const inFrame = new Set<string>();
    const frame = requestAnimationFrame;
    globalThis.requestAnimationFrame = (callback) =>
      frame((now) => {
        const words = document.querySelector('.readout')?.textContent;
        callback(now);
        const hasWords = inFrame.has('transfer');
        inFrame.clear();
        if (!hasWords) return;
        // Rendering in a microtask is in time; in a task it is too late.
        const told = new MessageChannel();
        told.port1.onmessage = () => {
          if (document.querySelector('.readout')?.textContent === words) seen.apart.push(words ?? '');
        };
        told.port2.postMessage(undefined);
      });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      const { chart } = (this.canvas as HTMLCanvasElement).dataset;
      if (chart !== undefined) {
        if (inFrame.has(chart)) seen.twice.push(chart);
        inFrame.add(chart);
        seen.draws[chart] = (seen.draws[chart] ?? 0) + 1;
      }
      return clearRect.apply(this, area);
    };
  });

/** Waits until no chart has been drawn for ten frames. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { seen } = globalThis as unknown as { seen: Seen };
        let before = '';
        let still = 0;
        const look = (): void => {
          const now = JSON.stringify(seen.draws);
          still = now === before ? still + 1 : 0;
          before = now;
          if (still < 10) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );

test('a drag draws once a frame, words with their pictures, and leaves what it does not change', async ({ page }) => {
  await watch(page);
  await open(page, '#v=1&data=normal&range=clip&lo=-2&hi=2&compare=transfer');
  const handle = page.locator('[data-panel="number-line"]').getByRole('slider', { name: 'Upper end of the range' });
  const box = await handle.boundingBox();
  if (!box) throw new Error('nothing to take hold of');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  // The first move freezes the window.
  await page.mouse.move(x - 10, y);
  await atRest(page);
  await page.evaluate(() => Object.assign((globalThis as unknown as { seen: Seen }).seen, { draws: {}, twice: [], apart: [] }));
  for (let i = 2; i < 30; i += 1) await page.mouse.move(x - 10 * i, y);
  await atRest(page);
  const { draws, twice, apart } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  await page.mouse.up();

  expect(draws['number-line']).toBeGreaterThan(3);
  expect(draws['histogram'], 'it has handles, too').toBe(draws['number-line']);
  expect(draws['transfer'], 'it follows in steps').toBeGreaterThan(0);
  expect(draws['map'], 'the values are the same').toBeUndefined();
  expect(twice, 'drawn twice in a frame').toEqual([]);
  expect(apart, 'words that came after their picture').toEqual([]);
});

test('a comparison is drawn while the room for it still changes', async ({ page }) => {
  await watch(page);
  // An uncaught error fails the test: a picture under way must not be freed together with replaced ones.
  for (const width of [1280, 1100, 1500]) {
    await page.setViewportSize({ width, height: 720 });
    await open(page, '#v=1&bits=3&a=bits+8');
    await page.reload();
    await expect(page.getByRole('table', { name: 'Pinned settings' })).toBeVisible();
    await atRest(page);
  }
  const { draws } = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  expect(draws['number-line']).toBeGreaterThan(0);
});
