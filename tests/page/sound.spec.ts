/**
 * Listening to charts: from points to notes without a browser, and going through them by keyboard in a browser.
 */
import type { Page } from '@playwright/test';
import { alone, frequencyOf, LOWEST, notesOf, OCTAVES, type Point } from '../../www/src/sound/notes.ts';
import { clippingPoints, histogramPoints } from '../../www/src/sound/points.ts';
import { expect, test } from './fixtures.ts';
import { open, panel } from './steps.ts';

const axis = (lo: number, hi: number) => ({ lo, hi, ticks: [], title: '' });

test('pitch is height: two octaves, equal intervals for equal steps', () => {
  expect(frequencyOf(0)).toBe(LOWEST);
  expect(frequencyOf(1)).toBe(LOWEST * 2 ** OCTAVES);
  expect(frequencyOf(0.75) / frequencyOf(0.5)).toBeCloseTo(frequencyOf(0.5) / frequencyOf(0.25), 12);
  // Points outside the chart stay within the two octaves.
  expect(frequencyOf(7)).toBe(frequencyOf(1));
  expect(frequencyOf(-1)).toBe(frequencyOf(0));
});

test('a note for each point, one after the other, from the left ear to the right', () => {
  for (const count of [1, 2, 40, 456]) {
    const points = Array.from({ length: count }, (_, i): Point => ({ place: i / count, height: i / count, timbre: 'error', tick: i === 3 }));
    const notes = notesOf(points);
    expect(notes).toHaveLength(count);
    for (const [i, note] of notes.entries()) {
      const before = notes[i - 1];
      expect(note.tick).toBe(i === 3);
      expect(note.length).toBeGreaterThanOrEqual(0.03);
      if (!before) continue;
      expect(note.frequency).toBeGreaterThan(before.frequency);
      expect(note.pan).toBeGreaterThan(before.pan);
      expect(note.start).toBeCloseTo(before.start + before.length, 12);
    }
  }
  expect(alone(notesOf([{ place: 1, height: 0, timbre: 'original', tick: false }])[0]!)).toMatchObject({ start: 0, pan: 1 });
});

test('the error curve is heard as it is drawn, its least marked', () => {
  const totals = [100, 10, 1, 0.1, 1];
  const points = totals.map((total, i) => ({ threshold: i + 1, lo: -i, hi: i, rounding: 0, clipping: total, total }));
  const bench = {
    x: axis(0, 5),
    y: axis(0, 50),
    points: undefined,
    best: 3,
    least: { lo: -3, hi: 3 },
    current: undefined,
    weighing: undefined,
    theory: undefined,
    words: '',
    table: undefined,
  };
  const heard = clippingPoints(bench, points);
  expect(heard.map(({ height }) => Math.round(height * 1000))).toEqual([1000, 667, 333, 0, 333]);
  expect(heard.map(({ tick }) => tick)).toEqual([false, false, false, true, false]);
  expect(heard.at(-1)?.place).toBe(1);
});

test('originals and levels are heard in the order of their values, zero marked once', () => {
  const bins = [0, 1, 2].map((i) => ({ lo: i - 1, hi: i, count: 4 - i }));
  const level = (at: number, count: number) => ({ code: at, at, count });
  const histogram = {
    x: axis(-1, 2),
    y: axis(0, 8),
    heights: { above: 1, below: 1, log: false },
    bins,
    levels: [level(0, 8), level(2, 1)],
    bands: [],
    clip: undefined,
    handles_mirrored: false,
    words: '',
    table: undefined,
  };
  const heard = histogramPoints(histogram);
  expect(heard.map(({ timbre }) => timbre)).toEqual(['original', 'dequantized', 'original', 'original', 'dequantized']);
  expect(heard.map(({ height }) => height)).toEqual([0.5, 1, 0.375, 0.25, 0.125]);
  expect(heard.map(({ tick }) => tick)).toEqual([false, true, false, false, false]);
  const without = histogramPoints({ ...histogram, levels: [level(2, 1)] });
  expect(without.map(({ tick }) => tick)).toEqual([false, true, false, false]);
});

/** The tones that the page has played, and how often it has created an audio context. */
type Sounded = { contexts: number; waves: { type: string; frequency: number }[] };

const listenIn = (page: Page) =>
  page.addInitScript(() => {
    const sounded: Sounded = { contexts: 0, waves: [] };
    Object.assign(globalThis, { sounded });
    globalThis.AudioContext = class extends AudioContext {
      constructor() {
        super();
        sounded.contexts += 1;
      }
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      sounded.waves.push({ type: this.type, frequency: this.frequency.value });
      start.call(this, when);
    };
  });

const sounded = (page: Page) => page.evaluate(() => (globalThis as unknown as { sounded: Sounded }).sounded);

test('the curve is traced by keyboard: each point sounded and told', async ({ page, expectAccessible }) => {
  await listenIn(page);
  await open(page);
  const hear = panel(page, 'bench').getByRole('button', { name: 'Listen' });
  await expect(hear).toHaveAttribute('aria-pressed', 'false');
  await panel(page, 'bench').getByRole('slider').first().hover();
  expect(await sounded(page), 'no sound before a hand asks for it').toEqual({ contexts: 0, waves: [] });

  await hear.focus();
  await page.keyboard.press('Enter');
  await expect(hear).toHaveAttribute('aria-pressed', 'true');
  expect(await sounded(page), 'nothing plays by itself').toEqual({ contexts: 1, waves: [] });
  await expectAccessible('[data-panel=bench]');

  const trace = panel(page, 'bench').getByRole('slider', { name: 'Trace of the error, by ear' });
  await trace.focus();
  await page.keyboard.press('Home');
  await expect(trace).toHaveAttribute('aria-valuetext', /^Range from .* to .*: mean squared error .*\.$/);
  const first = await trace.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(trace).not.toHaveAttribute('aria-valuetext', first ?? '');
  await expect(panel(page, 'bench').locator('.listen-words')).toHaveText((await trace.getAttribute('aria-valuetext')) ?? '');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(trace).toHaveAttribute('aria-valuetext', first ?? '');

  // The curve of the start page falls; the words have the numbers of its model.
  const { waves } = await sounded(page);
  expect(waves.map(({ type }) => type)).toEqual(Array(5).fill('triangle'));
  const [a, b, c, d, e] = waves.map(({ frequency }) => frequency);
  expect(b).toBeLessThan(a!);
  expect(c).toBeLessThan(b!);
  expect([d, e]).toEqual([b, a]);

  await page.keyboard.press('End');
  await expect(trace).toHaveValue((await trace.getAttribute('max')) ?? '');
  await hear.click();
  await expect(trace).toBeHidden();
  await expect(panel(page, 'bench').locator('.panel-words')).toBeVisible();
});

test('the histogram plays both kinds of counts, and stops', async ({ page }) => {
  await listenIn(page);
  await open(page);
  const histogram = panel(page, 'histogram');
  await histogram.getByRole('button', { name: 'Listen' }).click();
  const trace = histogram.getByRole('slider', { name: 'Trace of the counts, by ear' });
  const points = Number(await trace.getAttribute('max')) + 1;
  await histogram.getByRole('button', { name: 'Play' }).click();
  await expect(histogram.getByRole('button', { name: 'Stop' })).toBeVisible();
  const { waves } = await sounded(page);
  expect(waves.filter(({ frequency }) => frequency <= 880.5)).toHaveLength(points);
  expect(
    waves.filter(({ frequency }) => frequency > 880.5),
    'a tick at zero',
  ).toHaveLength(1);
  expect(new Set(waves.map(({ type }) => type))).toEqual(new Set(['sine', 'square']));
  await expect(trace).toHaveAttribute('aria-valuetext', /^(Originals|Level|Zero).*values?\.$/);
  await histogram.getByRole('button', { name: 'Stop' }).click();
  await expect(histogram.getByRole('button', { name: 'Play' })).toBeVisible();
  await trace.focus();
  await page.keyboard.press('Home');
  await expect(trace).toHaveAttribute('aria-valuetext', 'Zero, code 0: 6 values.');
});
