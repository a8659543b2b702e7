/**
 * From an input to the frame that shows what it led to: drags of a clip handle and steps of the bits slider, by size.
 */
import { median, quantile } from '../support/stats.js';
import { digits, ratio, table } from '../support/table.js';
import { pull, steps } from './hand.js';
import { bitsSlider, canvasBoxes, openEmpty, openSite, SIZES, upperHandle } from './open.js';

/** A frame at 60 Hz. */
const FRAME = 16.7;
const SECONDS = 3;
const STEPS = 40;
/** Where a drag on the empty page begins. */
const MIDDLE = async () => ({ x: 600, y: 300, width: 0, height: 0 });

const summed = (seen, seconds) => {
  const by = (clock) => seen.shown.map((input) => input[clock]);
  return {
    heard: by('heard'),
    stamp: by('stamp'),
    rate: seen.shown.length / seconds,
  };
};

const during = async (page, seconds, gesture) => {
  await page.evaluate(() => probe.begin());
  await gesture();
  await page.waitForTimeout(300);
  return summed(await page.evaluate(() => probe.end()), seconds);
};

/** `place` tells where to take hold: a handle may come to rest beside where the hand let go. */
const dragged = async ({ page, cdp }, place) => {
  // The first pictures after a change of data find nothing kept.
  await pull(cdp, await place(), 1);
  const box = await place();
  return during(page, SECONDS, () => pull(cdp, box, SECONDS));
};

const stepped = async ({ page, cdp }) => {
  await bitsSlider(page).focus();
  await steps(cdp, 6);
  return during(page, STEPS / 10, () => steps(cdp, STEPS));
};

const GESTURES = { 'clip handle': (opened) => dragged(opened, () => upperHandle(opened.page).boundingBox()), 'bits slider': stepped };

/** One gesture at one size. */
const measureSize = async (context, shape, settings, gestures) => {
  const opened = await openSite(context, shape, settings);
  const found = {};
  for (const name of gestures) found[name] = await GESTURES[name](opened);
  const boxes = await canvasBoxes(opened.page);
  await opened.page.context().close();
  return { found, boxes };
};

const cell = (seen, clock) => (seen ? `${digits(median(seen[clock]))} / ${digits(quantile(seen[clock], 0.95))}` : '');

/** Whether the slowest size is fast enough, and where there are several, whether the largest costs little more. */
const judge = (targets, name, seen, most) => {
  const p95 = (one) => quantile(one.stamp, 0.95);
  const worst = Math.max(...Object.values(seen).map(p95));
  const cell = targets.judge(`${name}: p95 from input to frame, largest of all sizes`, digits(worst, ' ms'), `<= ${most} ms`, worst <= most);
  if (!seen['10^5']) return cell;
  const [small, large] = [p95(seen['10^5']), p95(seen['10^7'])];
  return `${cell}, ${targets.judge(`${name}: the same, 10^7 over 10^5`, ratio(large, small), '<= 1.5x', large <= 1.5 * small)}`;
};

export const drag = async (context) => {
  const rows = [];
  let boxes;
  for (const bits of [4, 8]) {
    const seen = { 'clip handle': {}, 'bits slider': {} };
    for (const [size, shape] of Object.entries(SIZES)) {
      context.say(`per tensor, ${bits} bits, ${size}`);
      const measured = await measureSize(context, shape, { bits }, Object.keys(seen));
      for (const [gesture, found] of Object.entries(measured.found)) seen[gesture][size] = found;
      boxes = measured.boxes;
    }
    for (const [gesture, found] of Object.entries(seen)) rows.push([`${gesture}, per tensor, ${bits} bits`, found, FRAME]);
  }
  for (const bits of [4, 8]) {
    context.say(`per row, ${bits} bits`);
    const { found } = await measureSize(context, [4096, 2440], { bits, granularity: 'row' }, Object.keys(GESTURES));
    for (const [gesture, one] of Object.entries(found)) rows.push([`${gesture}, per row 4096 x 2440, ${bits} bits`, { '10^7': one }, 33]);
  }
  const floors = [];
  for (const raw of [false, true]) {
    context.say(`empty page${raw ? ', raw moves' : ''}`);
    const empty = await openEmpty(context, boxes, raw);
    floors.push([`a page that only answers and draws${raw ? ', hearing of moves at once' : ''}`, await dragged(empty, MIDDLE)]);
    await empty.page.context().close();
  }

  const sizes = Object.keys(SIZES);
  const line =
    (clock) =>
    ([name, seen, most]) => {
      const p95 = (size) => seen[size] && quantile(seen[size][clock], 0.95);
      return [
        name,
        ...sizes.map((size) => cell(seen[size], clock)),
        ratio(p95('10^7'), p95('10^5')),
        digits(seen['10^7'].rate),
        clock === 'stamp' ? judge(context.targets, name, seen, most) : '',
      ];
    };
  const head = [...sizes.map((size) => `${size}, p50 / p95`), 'p95, 10^7 : 10^5', 'pictures a second at 10^7', 'target'];
  const floor =
    (clock) =>
    ([name, seen]) => [name, cell(seen, clock), '', '', '', digits(seen.rate), ''];
  return [
    "Milliseconds from the input event's time stamp to the painted frame:",
    table(['', ...head], [...rows.map(line('stamp')), ...floors.map(floor('stamp'))]),
    'The same from when the page hears of the input, which for moves is up to a frame later:',
    table(['', ...head], [...rows.map(line('heard')), ...floors.map(floor('heard'))]),
  ].join('\n\n');
};
