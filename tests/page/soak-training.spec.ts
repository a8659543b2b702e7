/**
 * Training for long under changing settings: no errors, no memory growth. 20 seconds in `make test`; SOAK_TRAINING=600 for the long run.
 * SOAK_SEED repeats a run.
 */
import { exposeEngine } from './engine.ts';
import { expect, test } from './fixtures.ts';
import { drawing, held, watch, type Held } from './soaking.ts';

const SECONDS = Number(process.env['SOAK_TRAINING'] ?? 20);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
/** How often memory is measured. After half of them it must no longer grow. */
const SAMPLES = 10;

const draw = drawing(SEED);
const pick = <T>(all: readonly T[]): T => all[Math.floor(draw() * all.length)] as T;

/** Settings that are seen to the end within a second or two. */
const settings = (): string =>
  [
    `bits+${pick([2, 3, 4, 8])}`,
    `estimator+${pick(['identity', 'masked', 'learned-scale', 'dorefa', 'wrpn'])}`,
    `outputs+${pick(['float', '4', '8'])}`,
    `batch+${pick(['all', '64'])}`,
    `steps+${pick([100, 300])}`,
    pick(['', 'data+circles+float-steps+100', 'data+curve+float-steps+100', 'hidden+8-8-8+float-steps+100']),
  ]
    .filter(Boolean)
    .join('+');

test(`${SECONDS} seconds of training`, async ({ page }) => {
  test.setTimeout(90_000 + SECONDS * 2000);
  console.log(`SOAK_TRAINING=${SECONDS} SOAK_SEED=${SEED}`);
  await exposeEngine(page);
  await page.addInitScript(watch);
  const begun = Date.now();
  let level: Held | undefined;
  let trainings = 0;
  await page.goto(`./#v=1&work=training&train=${settings()}`);
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    do {
      const play = page.getByRole('button', { name: 'Train with rounding' });
      await expect(play).toBeEnabled({ timeout: 60_000 });
      await play.click();
      // Some are seen to their end, some are left on the way.
      if (draw() < 0.7) await expect(page.getByRole('button', { name: 'Go on' })).toBeVisible({ timeout: 60_000 });
      await expect(page.locator('.fault')).toHaveCount(0);
      trainings += 1;
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#v=1&work=training&train=${settings()}`);
    } while (Date.now() - begun < (sample / SAMPLES) * SECONDS * 1000);
    const now = await held(page);
    console.log(`after ${trainings} trainings`, JSON.stringify(now));
    if (sample === SAMPLES / 2) level = now;
    if (sample < SAMPLES || !level) continue;
    expect(now.engine, 'the memory of the engines').toBeLessThanOrEqual(level.engine * 1.1);
    expect(now.wasm, "the page's wasm").toBeLessThanOrEqual(level.wasm * 1.1);
    expect(now.heap, "the page's objects").toBeLessThanOrEqual(level.heap * 1.25);
  }
});
