/**
 * Opens what is measured: the built site with a tensor of a size, or a page that does nothing but answer and draw.
 */
import { freshPage } from '../support/browser.js';
import { addProbe } from './probe.js';

/** Rows and columns by the number of values. */
export const SIZES = { '10^5': [100, 1000], '10^6': [1000, 1000], '10^7': [4000, 2500] };

/** Normals cut at -3 and 3 by hand, so that both handles are within the chart. */
const linkOf = ([rows, cols], settings) =>
  `#v=1&${new URLSearchParams({ data: 'normal', rows, cols, range: 'clip', lo: -3, hi: 3, layout: 'lab', ...settings })}`;

/** Waits until the engine has not been at work for a second: the page tells of work that takes longer than a blink. */
export const quiet = (page) =>
  page.waitForFunction(
    () => {
      if (document.querySelector('main:not(:has(.side:empty))')?.ariaBusy !== 'false') globalThis.quietSince = undefined;
      else globalThis.quietSince ??= performance.now();
      return performance.now() - globalThis.quietSince > 1000;
    },
    undefined,
    { timeout: 120_000 },
  );

/** The site below a link for `shape` and `settings`, its first picture drawn. Without `idle` the page studies nothing ahead. */
export const openSite = async ({ browser, address }, shape, settings = {}, { idle = true, reducedMotion } = {}) => {
  const page = await freshPage(browser);
  if (reducedMotion) await page.emulateMedia({ reducedMotion });
  await addProbe(page);
  if (!idle) await page.addInitScript(() => Object.assign(globalThis, { requestIdleCallback: () => 0 }));
  await page.goto(`${address}/site/${linkOf(shape, settings)}`);
  // What is fetched when the page is idle must not fall into the first gesture.
  await page.waitForLoadState('networkidle');
  await quiet(page);
  return { page, cdp: await page.context().newCDPSession(page) };
};

/** The handle of the range's upper end on the number line. */
export const upperHandle = (page) => page.getByRole('slider', { name: 'Upper end of the range' }).first();

/** The bits in use, among the buttons of the first screen. */
export const bitsButton = (page) => page.getByRole('group', { name: 'Bits' }).locator('input:checked');

export const bitsSlider = (page) => page.getByRole('slider', { name: 'Bits' });

/** A page with canvases of the site's sizes that draws as much without computing anything; `raw` hears of moves at once. */
export const openEmpty = async ({ browser, address }, boxes, raw = false) => {
  const page = await freshPage(browser);
  await addProbe(page);
  await page.goto(`${address}/page/empty.html${raw ? '?raw' : ''}`);
  await page.evaluate((boxes) => place(boxes), boxes);
  return { page, cdp: await page.context().newCDPSession(page) };
};

/** The boxes of the canvases on a page. */
export const canvasBoxes = (page) =>
  page.locator('canvas[data-chart]').evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const { x, y, width, height } = canvas.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );
