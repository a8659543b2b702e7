/**
 * The teacher's page: its link, QR code and snippet, the parts they hide and lock, the worksheet, and hand-ins; and the page in a frame.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import jsQR from 'jsqr';
import type { Download, Page } from '@playwright/test';
import { lessonOpen, openTool } from './classroom.ts';
import { expect, test } from './fixtures.ts';
import { pixelsOf } from './qr.ts';
import { open } from './steps.ts';

test('the link hides and holds, and the code says the same link', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&bits=5');
  await openTool(page, 'Link');
  await page.getByText('Hide or lock parts of the page').click();
  await page.getByRole('radio', { name: 'the histogram: Hidden' }).check();
  await page.getByRole('radio', { name: 'the bits: Locked' }).check();
  await page.getByRole('dialog', { name: 'For teachers' }).getByLabel('Language').selectOption('es');
  await page.getByLabel('Class word').first().fill('5b');
  await expectAccessible('dialog[open]');
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).first().inputValue();
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('class')).toBe('5b');
  const { data, side } = await pixelsOf(page, '.qr');
  expect(jsQR(Uint8ClampedArray.from(data), side, side)?.data).toBe(link);

  await page.goto(link);
  await page.reload();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.locator('[data-part="histogram"]')).toHaveCount(0);
  await expect(page.locator('[data-part="number-line"]')).toBeVisible();
  await expect(page.locator('fieldset[data-part="bits"]')).toHaveJSProperty('disabled', true);
  await expect(page.locator('fieldset[data-part="range"]')).toHaveJSProperty('disabled', false);
});

test('a held range has no handles, held data no values to drag', async ({ page }) => {
  await open(page);
  await expect(page.locator('.range-handle').first()).toBeVisible();
  await open(page, '#v=1&bits=4&lock=range,data');
  await page.reload();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await expect(page.locator('.range-handle')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Paste' })).toBeDisabled();
});

/** The pages of paper that the open tool takes. */
const pagesOnPaper = async (page: Page): Promise<number> => {
  const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
};

test('a worksheet has letters and blanks on its first page and the answers on its second', async ({ page, expectAccessible }) => {
  for (const settings of ['bits=4', 'scheme=symmetric&bits=3', 'granularity=row', 'data=weights&scheme=mx-e2m1']) {
    // Another hash alone would leave the dialog open.
    await page.goto('about:blank');
    await open(page, `#v=1&${settings}`);
    await openTool(page, 'Worksheet');
    const [blanks, answers] = [page.locator('.sheet').first(), page.locator('.sheet').last()];
    await expect(answers).toBeVisible();
    const results = await answers.locator('td').allTextContents();
    expect(results.length).toBeGreaterThan(20);
    expect(
      results.every((text) => /[\d∞]/.test(text)),
      settings,
    ).toBe(true);
    // The first page has the same cells, empty; only the values x stand on both.
    expect(await blanks.locator('td').allTextContents()).toEqual(results.map(() => ''));
    await expect(blanks.locator('.sheet-shared .blank')).toHaveCount(await answers.locator('.sheet-shared > strong').count());
    await expect(blanks.locator('.sheet-shared > strong')).toHaveCount(0);
    expect(results).not.toContain('−0');
    expect(await pagesOnPaper(page)).toBe(2);
  }
  await expectAccessible('dialog[open]');
});

test('the answer key has the numbers, choices and solutions of a lesson, computed', async ({ page, expectAccessible }) => {
  await open(page);
  await openTool(page, 'Plan and answers');
  const what = page.locator('.teacher-what select');
  await what.selectOption({ label: '2. Asymmetric quantization, step by step' });
  const entries = page.locator('.teacher-key > li');
  await expect(page.locator('.teacher-key > li:not([data-state=known])')).toHaveCount(0);
  await expect(entries.first()).toContainText('6.6 (± 0.2 is right)');
  await expect(entries.last()).toContainText('largest error at most 0.04; bits at most 7');
  await expectAccessible('dialog[open]');
  // Every lesson but that of a file has all its answers.
  for (const option of await what.locator('option').all()) {
    const id = await option.getAttribute('value');
    if (id === '' || id === null) continue;
    await what.selectOption(id);
    await expect(page.locator('.teacher-key > li[data-state=asked]')).toHaveCount(0, { timeout: 60_000 });
    if (id !== 'model-file') await expect(page.locator('.teacher-key > li[data-state=none]'), id).toHaveCount(0);
  }
});

const saved = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8');

test('what is handed in fits its code; what was changed, or is of another class, does not', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=1&class=5b');
  await page.getByLabel('How large is the scale?').fill('6.6');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('.question-verdict')).toHaveAttribute('data-right', 'true');
  const next = page.getByRole('button', { name: 'Next', exact: true });
  while (await next.isVisible()) await next.click();
  await page.getByLabel('Name').fill('Ada');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the file' }).click();
  const text = await saved(await downloading);
  const code = (JSON.parse(text) as { check: string }).check;
  await expect(page.locator('.lesson-end')).toContainText(code);

  await openTool(page, 'The class');
  const files = page.getByLabel('Open hand-ins').last();
  const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await page.getByLabel('Class word').last().fill('5b');
  await files.setInputFiles([file('ada.json', text), file('eve.json', text.replace('"right": 1', '"right": 3'))]);
  const rows = page.locator('.class-names tbody tr');
  await expect(rows.nth(0)).toContainText(`${code} fits`);
  await expect(rows.nth(0)).toContainText('1 of');
  await expect(rows.nth(1)).toContainText('does not fit');
  await page.getByLabel('Class word').last().fill('5c');
  await expect(rows.nth(0)).toContainText('does not fit');
});

test('files of version 1 fit their codes; the tries before the last are in the newer ones', async ({ page }) => {
  const answer = { kind: 'task', said: '0.05, 8', is: 'largest error at most 0.04', right: true, tries: 3, link: 'http://localhost/#v=1' };
  const earlier = { quantscope: 'hand-in', version: 1, lesson: 'asymmetric', name: 'Old', number: 7, answers: { 7: answer }, right: 1, of: 5 };
  const code = createHash('sha256')
    .update(`5b\n${JSON.stringify(earlier)}`)
    .digest('hex')
    .slice(0, 8)
    .toUpperCase();
  const old = JSON.stringify({ ...earlier, check: `${code.slice(0, 4)}-${code.slice(4)}` });
  await lessonOpen(page, '#v=1&lesson=fewer-bits&step=6&class=5b');
  const check = page.getByRole('button', { name: 'Check' });
  await check.click();
  await expect(page.locator('.question-verdict')).toContainText('Try 1');
  await page.getByRole('spinbutton', { name: 'Bits, as a number' }).fill('6');
  await check.click();
  await expect(page.locator('.question-verdict')).toContainText('Solved at try 2.');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the file' }).click();
  const text = await saved(await downloading);
  type Tries = { answers: Record<string, { said: string; tries: number; earlier: { said: string; right: boolean }[] }> };
  const made = (JSON.parse(text) as Tries).answers['7'];
  expect(made?.tries).toBe(2);
  expect(made?.earlier).toHaveLength(1);
  expect(made?.earlier[0]?.said).toMatch(/^\d+\.\d\sdB, 3\.984$/);
  expect(made?.earlier[0]?.right).toBe(false);

  await openTool(page, 'The class');
  await page.getByLabel('Class word').last().fill('5b');
  const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await page
    .getByLabel('Open hand-ins')
    .last()
    .setInputFiles([file('old.json', old), file('new.json', text), file('cut.json', text.replace('"right": false', '"right": true'))]);
  const rows = page.locator('.class-names tbody tr');
  await expect(rows.filter({ hasText: 'Old' })).toContainText(' fits');
  await expect(rows.filter({ hasText: 'new.json' })).toContainText(' fits');
  await expect(rows.filter({ hasText: 'cut.json' })).toContainText('does not fit');
  await rows.filter({ hasText: 'Old' }).getByRole('button', { name: /^Show/ }).click();
  await expect(page.locator('.class-answers')).toContainText('right: 0.05, 8. 3 tries.');
  await page.getByRole('button', { name: 'Show: new.json' }).click();
  await expect(page.locator('.class-answers').filter({ hasText: 'Earlier' })).toContainText(/2 tries\. Earlier: \d+\.\d\sdB, 3\.984\./);
});

type Told = { type: string; link?: string; height?: number };

test('in a frame the page is compact, tells its height, and opens links it is sent', async ({ page, baseURL }) => {
  await page.route('**/around.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Around</title><iframe title="Quantscope" width="700" height="900" src="./?embed=1#v=1&bits=5&lock=scheme"></iframe></html>`,
    }),
  );
  await page.addInitScript(() => {
    if (window !== top) return;
    const told: unknown[] = [];
    Object.assign(window, { told });
    addEventListener('message', ({ data }) => told.push(data));
  });
  await page.goto(`${baseURL}around.html`);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  await expect(frame.getByRole('button', { name: 'Proof' })).toBeHidden();
  await expect(frame.locator('fieldset[data-part="scheme"]')).toHaveJSProperty('disabled', true);
  const told = (): Promise<Told[]> => page.evaluate(() => (window as unknown as { told: Told[] }).told);
  const send = (message: unknown): Promise<void> =>
    page.evaluate((data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'), message);
  await expect.poll(async () => (await told()).some(({ type, height }) => type === 'size' && (height ?? 0) > 300)).toBe(true);
  for (const message of [
    'open',
    { type: 'open', link: 'v=1&bits=2' },
    { quantscope: 1, type: 'open', link: 5 },
    { quantscope: 1, type: 'open', link: 'v=1&bits=2', more: 1 },
  ]) {
    await send(message);
  }
  await send({ quantscope: 1, type: 'open', link: 'v=1&bits=7' });
  await expect.poll(async () => (await told()).findLast(({ link }) => link !== undefined)?.link).toBe('v=1&bits=7');
  expect((await told()).some(({ link }) => link?.includes('bits=2'))).toBe(false);
});
