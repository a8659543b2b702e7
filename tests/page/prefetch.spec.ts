/**
 * A step of the bits slider that was prefetched: its picture is shown without a request to the worker, and its export is
 * the same as from a fresh page with the same link.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { exported, open } from './steps.ts';

/** The requests to the worker; the first message is the module. */
type Message = { question?: string; given?: { settings?: { bits: number } } };

type Watched = typeof globalThis & { asked: string[] };

/** Runs in the page before its scripts: records the requests to the worker, such as `load` or `study 5`. */
const watch = (): void => {
  const here = globalThis as Watched;
  here.asked = [];
  here.Worker = class extends Worker {
    override postMessage(message: Message): void {
      const { question, given } = message;
      if (question !== undefined) here.asked.push(question === 'study' ? `study ${given?.settings?.bits}` : question);
      super.postMessage(message);
    }
  };
};

const asked = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as Watched).asked);

/** Waits until both neighbours of `bits` have been studied since `before` questions. */
const prefetched = (page: Page, bits: number, before: number): Promise<void> =>
  expect
    .poll(async () => (await asked(page)).slice(before))
    .toEqual(expect.arrayContaining([bits - 1, bits + 1].filter((one) => one <= 8).map((one) => `study ${one}`)));

test('a step of the bits slider is shown from what was prefetched, and saved as any other', async ({ page, context }) => {
  await page.addInitScript(watch);
  await open(page, '#v=1&data=normal&bits=6');
  const slider = page.getByRole('slider', { name: 'Bits' });
  // The first change measures how long a study takes.
  await slider.focus();
  let before = (await asked(page)).length;
  await slider.press('ArrowRight');
  await expect(page.getByRole('table', { name: /^Readout/ })).toContainText('0 to 127');
  await prefetched(page, 7, before);
  for (const [key, bits, codes] of [
    ['ArrowRight', 8, '0 to 255'],
    ['ArrowLeft', 7, '0 to 127'],
    ['ArrowLeft', 6, '0 to 63'],
  ] as const) {
    before = (await asked(page)).length;
    await slider.press(key);
    await expect(page.getByRole('table', { name: /^Readout/ })).toContainText(codes);
    await prefetched(page, bits, before);
    expect((await asked(page)).slice(before)).not.toContain(`study ${bits}`);
  }
  const { text } = await exported(page, 'JSON');
  const copy = await context.newPage();
  await open(copy, new URL((JSON.parse(text) as { link: string }).link).hash);
  expect((await exported(copy, 'JSON')).text).toBe(text);
});
