/**
 * A step of the bits slider that was foreseen: its picture is there before the worker is asked, and what is saved is what
 * the same link gives on a fresh page.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { exported, open } from './steps.ts';

type Watched = typeof globalThis & { kinds: string[] };

/** Runs in the page before its scripts: notes what the worker is asked. */
const watch = (): void => {
  const here = globalThis as Watched;
  here.kinds = [];
  here.Worker = class extends Worker {
    override postMessage(message: { kind: string; role?: string }): void {
      here.kinds.push(message.role ?? message.kind);
      super.postMessage(message);
    }
  };
};

const kinds = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as Watched).kinds);

/** Waits until both neighbours have been studied ahead since `before` questions. */
const ahead = (page: Page, before: number): Promise<void> =>
  expect.poll(async () => (await kinds(page)).slice(before).filter((kind) => kind === 'ahead').length).toBeGreaterThanOrEqual(2);

test('a step of the bits slider is shown from what was studied ahead, and saved as any other', async ({ page, context }) => {
  await page.addInitScript(watch);
  await open(page, '#v=1&data=normal&bits=6');
  const slider = page.getByRole('slider', { name: 'Bits' });
  // The first change tells how long a study takes.
  await slider.focus();
  let before = (await kinds(page)).length;
  await slider.press('ArrowRight');
  await expect(page.getByRole('table', { name: /^Readout/ })).toContainText('0 to 127');
  await ahead(page, before);
  for (const codes of ['0 to 255', '0 to 127', '0 to 63']) {
    before = (await kinds(page)).length;
    await slider.press(codes === '0 to 255' ? 'ArrowRight' : 'ArrowLeft');
    await expect(page.getByRole('table', { name: /^Readout/ })).toContainText(codes);
    await expect.poll(async () => (await kinds(page)).slice(before)).toContain('adopt');
    expect((await kinds(page)).slice(before)).not.toContain('chosen');
    await ahead(page, before);
  }
  const { text } = await exported(page, 'JSON');
  const copy = await context.newPage();
  await open(copy, new URL((JSON.parse(text) as { link: string }).link).hash);
  expect((await exported(copy, 'JSON')).text).toBe(text);
});
