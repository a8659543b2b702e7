/**
 * The teacher's page: its link, QR code and snippet, the parts they hide and lock, the worksheet, and hand-ins; and the page in a frame.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import jsQR from 'jsqr';
import type { Download, Page } from '@playwright/test';
import { lessonOpen } from './classroom.ts';
import { expect, test } from './fixtures.ts';
import { pixelsOf } from './qr.ts';
import { open } from './steps.ts';

const openTeacher = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Lessons' }).click();
  await page.getByRole('button', { name: 'For teachers' }).click();
  await expect(page.getByRole('heading', { name: 'A link for the class' })).toBeVisible();
};

test('the link hides and holds, and the code says the same link', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&bits=5');
  await openTeacher(page);
  await page.getByText('Hide or hold parts of the page').click();
  await page.getByRole('radio', { name: 'the histogram: Hidden' }).check();
  await page.getByRole('radio', { name: 'the bits: Held' }).check();
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

test('a worksheet has blanks on its first page and the answers on its second', async ({ page }) => {
  await open(page);
  await openTeacher(page);
  await page.getByRole('button', { name: 'Make the worksheet' }).click();
  const [blanks, answers] = [page.locator('.sheet').first(), page.locator('.sheet').last()];
  await expect(blanks).toContainText('Fill in the blanks');
  await expect(answers).toContainText('= 6.6');
  await expect(blanks).not.toContainText('= 6.6');
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

  await openTeacher(page);
  const files = page.getByLabel('Open hand-ins').last();
  const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await page.getByLabel('Class word').last().fill('5b');
  await files.setInputFiles([
    file('ada.json', text),
    file('eve.json', text.replace('"right": 1', '"right": 3')),
    file('bob.json', '{"quantscope": "lesson"}'),
    file('not.json', 'hello'),
  ]);
  const rows = page.locator('.teacher-table tbody tr');
  await expect(rows.nth(0)).toContainText(`${code} fits`);
  await expect(rows.nth(0)).toContainText('1 of');
  await expect(rows.nth(1)).toContainText('does not fit');
  await expect(rows.nth(2)).toContainText('bob.json is no hand-in of this page: quantscope: must be "hand-in".');
  await expect(rows.nth(3)).toContainText('not.json is not JSON.');
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

  await openTeacher(page);
  await page.getByLabel('Class word').last().fill('5b');
  const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  await page
    .getByLabel('Open hand-ins')
    .last()
    .setInputFiles([file('old.json', old), file('new.json', text), file('cut.json', text.replace('"right": false', '"right": true'))]);
  const rows = page.locator('.teacher-table tbody tr');
  await expect(rows.nth(0)).toContainText('fits');
  await expect(rows.nth(0)).toContainText('right: 0.05, 8. 3 tries.');
  await expect(rows.nth(1)).toContainText(/2 tries\. Earlier: \d+\.\d\sdB, 3\.984\./);
  await expect(rows.nth(1)).toContainText(' fits');
  await expect(rows.nth(2)).toContainText('does not fit');
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
