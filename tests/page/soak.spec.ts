/**
 * Many changes in a row: no errors, no memory growth, and every picture's link opens the same numbers.
 * 200 changes in `make test`; SOAK=2000 for the long run. SOAK_SEED repeats a run.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { exposeEngine } from './engine.ts';
import { expect, test } from './fixtures.ts';
import { drawing, held, watch, type Held, type Watched } from './soaking.ts';
import { exported, open } from './steps.ts';

const CHANGES = Number(process.env['SOAK'] ?? 200);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
/** How often memory is measured. After half of the changes every case has occurred, and memory must no longer grow. */
const SAMPLED_EVERY = 50;
const LEVEL = Math.ceil(CHANGES / 2);
/** How often the data changes, and how often a picture's link is opened anew. */
const [DATA_EVERY, REOPEN_EVERY] = [35, 25];

/** Rows that every block divides; the largest first. */
const DATA = [
  'data=normal&rows=64&cols=1024',
  'data=weights&rows=4&cols=256',
  'data=rows&rows=64&cols=512&outliers=9',
  'data=student-t&rows=16&cols=256&seed=3',
  'data=relu&rows=128&cols=256',
  'data=laplace&rows=1&cols=4096',
];

/** Every scheme, range method, convention and rule for which the bits of studies are fixed, without data. */
const SETTINGS = readFileSync('tests/shared/study_bits.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line) => (line.split(' ')[0] ?? '').replace(/^data=[^&]*(&rows=\d+&cols=\d+)?&/, ''));

const draw = drawing(SEED);
const below = (n: number): number => Math.floor(draw() * n);
const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;

/** The settings chosen for any data, as parts of links. */
const OTHERS: readonly (() => string)[] = [
  () => `bits=${2 + below(7)}`,
  () => `granularity=${pick(['tensor', 'row', 'column', 'group'])}`,
  () => `group=${pick([8, 32, 128])}`,
  () => `rounding=${pick(['half-even', 'half-away', 'toward-zero', 'stochastic'])}&draw=${below(99)}`,
  () => `sel=${below(1024)}`,
  () => `compare=${pick(['series', 'transfer'])}`,
  () => `log=${pick(['true', 'false'])}`,
  () => `map=${pick(['values', 'codes', 'error'])}`,
  () => `theme=${pick(['auto', 'light', 'dark'])}`,
  () => `zoomlo=-${draw().toFixed(2)}&zoomhi=${draw().toFixed(2)}`,
  () => `from=${below(64)}&span=${8 + below(120)}`,
];

const changed = (i: number): string => {
  const settings = SETTINGS[i] ?? pick(SETTINGS);
  const others = i < SETTINGS.length ? [] : Array.from({ length: below(5) }, () => pick(OTHERS)());
  return [settings, ...others].join('&');
};

/** Goes to a link within the page and waits for its picture. */
const goTo = (page: Page, link: string): Promise<unknown> =>
  page.evaluate(async (hash) => {
    location.hash = hash;
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    await frame();
    do await frame();
    while ((globalThis as Watched).unanswered > 0);
    await frame();
  }, `#v=1&layout=lab&${link}`);

test(`${CHANGES} changes in a row`, async ({ page, context }) => {
  test.setTimeout(60_000 + CHANGES * 1000);
  console.log(`SOAK=${CHANGES} SOAK_SEED=${SEED}`);
  await exposeEngine(page);
  await page.addInitScript(watch);
  await open(page);
  let level: Held | undefined;
  let data = DATA[0];
  for (let i = 0; i < CHANGES; i += 1) {
    if (i >= SETTINGS.length && i % DATA_EVERY === 0) data = pick(DATA);
    const link = `${data}&${changed(i)}`;
    await goTo(page, link);
    const complaints = await page.locator('[role=alert], section[aria-label=Messages] li').allTextContents();
    expect(complaints, `change ${i}: ${link}`).toEqual([]);
    if (i % REOPEN_EVERY === REOPEN_EVERY - 1) {
      const { text } = await exported(page, 'JSON');
      const copy = await context.newPage();
      await open(copy, new URL((JSON.parse(text) as { link: string }).link).hash);
      const again = await exported(copy, 'JSON');
      // Texts of megabytes: a report of their differences would take minutes.
      expect(again.text === text, `change ${i}: ${link} opens the same numbers`).toBe(true);
      await copy.close();
    }
    if (i % SAMPLED_EVERY === SAMPLED_EVERY - 1) {
      const sample = await held(page);
      if (i >= LEVEL) level ??= sample;
      // A leak grows with every sample, a rare allocation only once.
      console.log(`after ${i + 1}`, JSON.stringify(sample));
    }
  }
  const now = await held(page);
  console.log('at the end', JSON.stringify(now));
  expect(level, 'enough changes to tell a level').toBeDefined();
  if (!level) return;
  expect(now.engine, 'the engine memory').toBeLessThanOrEqual(level.engine * 1.1);
  expect(now.wasm, "the page's wasm").toBeLessThanOrEqual(level.wasm * 1.1);
  expect(now.heap, "the page's objects").toBeLessThanOrEqual(level.heap * 1.15);
});
