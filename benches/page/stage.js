/**
 * The first screen and the lab: a drag of an end of the range and a press of bits, beside the same on a page that only answers
 * and draws. That page has the canvases of the page as it was before the stage, to which the targets hold, or those of now.
 */
import { median, quantile } from '../support/stats.js';
import { digits, ratio, table } from '../support/table.js';
import { pull, steps } from './hand.js';
import { bitsButton, canvasBoxes, openEmpty, openSite, SIZES, upperHandle } from './open.js';

const SECONDS = 3;
const PRESSES = 40;

/** The canvases of the page at 1280 x 720 before it had a stage. */
const BEFORE = [{ x: 312, y: 90, width: 960, height: 128 }, ...[300, 480].flatMap((y) => [312, 792].map((x) => ({ x, y, width: 472, height: 112 })))];

/** Where a drag on the empty page begins. */
const MIDDLE = async () => ({ x: 600, y: 300, width: 0, height: 0 });

const during = async (page, gesture) => {
  await page.evaluate(() => probe.begin());
  await gesture();
  await page.waitForTimeout(300);
  const { shown } = await page.evaluate(() => probe.end());
  return shown.map(({ stamp }) => stamp);
};

const dragged = async ({ page, cdp }, place) => {
  // The first pictures after a change of data find nothing kept.
  await pull(cdp, await place(), 1);
  const box = await place();
  return during(page, () => pull(cdp, box, SECONDS));
};

const pressed = async ({ page, cdp }) => {
  await steps(cdp, 6);
  return during(page, () => steps(cdp, PRESSES));
};

/** Nothing is studied ahead, and nothing glides: the first frame that shows a press is the whole of its picture. */
const UNFORESEEN = { idle: false, reducedMotion: 'reduce' };

const close = ({ page }) => page.context().close();

/** The site in a layout at one size. */
const measureSite = async (context, layout, shape) => {
  const opened = await openSite(context, shape, { bits: 4, layout });
  const drag = await dragged(opened, () => upperHandle(opened.page).boundingBox());
  const boxes = await canvasBoxes(opened.page);
  await close(opened);
  if (layout !== 'look') return { drag, boxes };
  const still = await openSite(context, shape, { bits: 4, layout }, UNFORESEEN);
  await bitsButton(still.page).focus();
  const press = await pressed(still);
  await close(still);
  return { drag, press, boxes };
};

const measureEmpty = async (context, boxes) => {
  const opened = await openEmpty(context, boxes, true);
  const drag = await dragged(opened, MIDDLE);
  const press = await pressed(opened);
  await close(opened);
  return { drag, press };
};

/** What each layout may cost over the empty page: p50 and p95. */
const MOST = { look: { drag: [1.3, 1.6], press: [1.3, 1.6] }, lab: { drag: [1.8, 2.2] } };
const NAMES = { drag: 'drag of an end of the range', press: 'press of bits, not foreseen' };

export const stage = async (context) => {
  const seen = [];
  let boxes;
  for (const layout of ['look', 'lab']) {
    for (const [size, shape] of Object.entries({ '10^4': [100, 100], ...SIZES })) {
      context.say(`${layout}, ${size}`);
      const found = await measureSite(context, layout, shape);
      if (layout === 'look') boxes = found.boxes;
      for (const gesture of Object.keys(MOST[layout])) seen.push({ layout, size, gesture, stamps: found[gesture] });
    }
  }
  context.say('empty page');
  const before = await measureEmpty(context, BEFORE);
  const now = await measureEmpty(context, boxes);

  const both = (stamps) => `${digits(median(stamps))} / ${digits(quantile(stamps, 0.95))}`;
  const over = (stamps, floor) => `${ratio(median(stamps), median(floor))} / ${ratio(quantile(stamps, 0.95), quantile(floor, 0.95))}`;
  const judged = ({ layout, size, gesture, stamps }) => {
    const [p50, p95] = MOST[layout][gesture];
    const floor = before[gesture];
    const met = median(stamps) <= p50 * median(floor) && quantile(stamps, 0.95) <= p95 * quantile(floor, 0.95);
    return context.targets.judge(
      `${layout}, ${size}: ${NAMES[gesture]}, p50 / p95 over the empty page`,
      over(stamps, floor),
      `<= ${p50}x / ${p95}x`,
      met,
    );
  };
  const rows = seen.map((one) => [
    `${one.layout}, ${one.size}: ${NAMES[one.gesture]}`,
    both(one.stamps),
    over(one.stamps, before[one.gesture]),
    over(one.stamps, now[one.gesture]),
    judged(one),
  ]);
  const floors = [
    ['the empty page, canvases as before', before],
    ["the empty page, the first screen's canvases", now],
  ].flatMap(([name, floor]) => Object.keys(NAMES).map((gesture) => [`${name}: ${NAMES[gesture]}`, both(floor[gesture]), '', '', '']));
  return [
    "p50 / p95 from the input event's time stamp to the painted frame:",
    table(['', 'ms', 'over the empty page as before', "over the empty page with the first screen's canvases", 'target'], [...rows, ...floors]),
  ].join('\n\n');
};
