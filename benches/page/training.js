/**
 * Training with rounding of the network that the page opens with: steps a second, and frames that do not come meanwhile.
 */
import { freshPage } from '../support/browser.js';
import { quantile } from '../support/stats.js';
import { digits, table } from '../support/table.js';
import { addProbe } from './probe.js';

/** More than two frames of a screen at 60 Hz. */
const LONG = 34;
const STEPS = 1500;

/** Trains in the page; gives the seconds it took and the gaps between frames. */
const trained = async ({ browser, address }, settings) => {
  const page = await freshPage(browser);
  await addProbe(page);
  await page.goto(`${address}/site/#v=1&work=training&train=${settings}`);
  await page.waitForLoadState('networkidle');
  const play = page.getByRole('button', { name: 'Train with rounding' });
  await play.click({ trial: true });
  await page.evaluate(() => {
    probe.begin();
    globalThis.begun = performance.now();
  });
  await play.click();
  const done = await page.waitForFunction(
    (steps) => document.querySelector('.training-progress progress').value >= steps && performance.now() - globalThis.begun,
    STEPS,
    { timeout: 120_000, polling: 'raf' },
  );
  const { gaps } = await page.evaluate(() => probe.end());
  const seconds = (await done.jsonValue()) / 1000;
  await page.context().close();
  return { seconds, gaps };
};

export const training = async (context) => {
  const rows = [];
  for (const [name, settings, hasTarget] of [
    ['2 bits, LSQ', 'bits+2', true],
    ['2 bits, straight through', 'bits+2+estimator+identity', false],
    ['2 bits, LSQ, hidden values of 4 bits', 'bits+2+outputs+4', false],
  ]) {
    context.say(name);
    const { seconds, gaps } = await trained(context, settings);
    const [speed, long] = [STEPS / seconds, gaps.filter((gap) => gap > LONG).length / gaps.length];
    const judged = hasTarget
      ? [
          context.targets.judge(`training with rounding, ${name}: steps a second`, digits(speed), '>= 200', speed >= 200),
          context.targets.judge(`training with rounding, ${name}: frames over ${LONG} ms`, digits(100 * long, ' %'), '<= 1 %', long <= 0.01),
        ]
      : [];
    rows.push([
      name,
      digits(seconds),
      digits(speed),
      digits(quantile(gaps, 0.95)),
      digits(Math.max(...gaps)),
      digits(100 * long, ' %'),
      judged.join(', '),
    ]);
  }
  const head = [`${STEPS} steps, 600 points, 2-24-24-2`, 'seconds', 'steps a second', 'frames: p95, ms', 'longest, ms', `over ${LONG} ms`, 'target'];
  return table(head, rows);
};
