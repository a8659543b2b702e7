/**
 * Frames that do not come while a handle is dragged for ten seconds at 10,000,000 values.
 */
import { digits, table } from '../support/table.js';
import { quantile } from '../support/stats.js';
import { pull } from './hand.js';
import { canvasBoxes, openEmpty, openSite, SIZES, upperHandle } from './open.js';

const SECONDS = 10;
/** More than two frames of a screen at 60 Hz. */
const LONG = 34;

/** `place` tells where to take hold. */
const watched = async ({ page, cdp }, place) => {
  await pull(cdp, await place(), 1);
  const box = await place();
  await page.evaluate(() => probe.begin());
  await pull(cdp, box, SECONDS);
  const { gaps } = await page.evaluate(() => probe.end());
  await page.context().close();
  return { frames: gaps.length, dropped: gaps.filter((gap) => gap > LONG).length, p95: quantile(gaps, 0.95), longest: Math.max(...gaps) };
};

export const frames = async (context) => {
  const rows = [];
  let boxes;
  for (const bits of [4, 8]) {
    context.say(`${bits} bits, 10^7`);
    const opened = await openSite(context, SIZES['10^7'], { bits });
    boxes = await canvasBoxes(opened.page);
    rows.push([`clip handle, per tensor, ${bits} bits`, await watched(opened, () => upperHandle(opened.page).boundingBox())]);
  }
  context.say('empty page');
  rows.push([
    'a page that only answers and draws',
    await watched(await openEmpty(context, boxes), async () => ({ x: 600, y: 300, width: 0, height: 0 })),
  ]);
  const head = ['10 s of dragging at 10^7', 'frames', 'p95, ms', 'longest, ms', `over ${LONG} ms`, 'target'];
  const target = (i, [name, { dropped }]) =>
    i === rows.length - 1 ? '' : context.targets.judge(`frames over ${LONG} ms in 10 s at 10^7, ${name}`, String(dropped), '0', dropped === 0);
  return table(
    head,
    rows.map(([name, seen], i) => [name, String(seen.frames), digits(seen.p95), digits(seen.longest), String(seen.dropped), target(i, rows[i])]),
  );
};
