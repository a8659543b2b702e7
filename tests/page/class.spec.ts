/**
 * The class view of the teacher's page: the numbers of thirty hand-ins are those of its CSV; what is damaged, repeated or of one student
 * twice is told; texts pasted count as files do.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { lessonOpen, openTool } from './classroom.ts';
import { expect, test } from './fixtures.ts';
import { open } from './steps.ts';

const WORD = '5b';

type Try = { said: string; right: boolean };

const LINK = 'http://localhost/#v=1&bits=4';

/** What the page writes, with the tries at each step. */
const made = (name: string, steps: Record<number, readonly Try[]>, run = 1, lesson = 'asymmetric'): string => {
  const answers = Object.entries(steps).map(([step, tries]) => {
    const [last, ...before] = tries.toReversed();
    const earlier = before.toReversed().map((one) => ({ ...one, link: LINK }));
    return [
      step,
      { kind: 'predict', said: last?.said, is: '6.6', right: last?.right, tries: tries.length, link: LINK, ...(earlier.length > 0 && { earlier }) },
    ];
  });
  const right = Object.values(steps).filter((tries) => tries.at(-1)?.right).length;
  const rest = { quantscope: 'hand-in', version: 3, lesson, name, number: 7, run, answers: Object.fromEntries(answers), right, of: 5 };
  const code = createHash('sha256')
    .update(`${WORD}\n${JSON.stringify(rest)}`)
    .digest('hex')
    .slice(0, 8)
    .toUpperCase();
  return JSON.stringify({ ...rest, check: `${code.slice(0, 4)}-${code.slice(4)}` });
};

const RIGHT = { said: '6.6', right: true };
const WRONG = ['6.2', '7', '6.2', '99'].map((said) => ({ said, right: false }));

/** The tries of student `i` at the scale: right at once, at the second try, or never. */
const triesOf = (i: number): readonly Try[] => {
  const wrong = WRONG[i % WRONG.length]!;
  if (i % 3 === 0) return [RIGHT];
  return [wrong, i % 3 === 1 ? RIGHT : { said: '0', right: false }];
};

const CLASS = Array.from({ length: 30 }, (_, i) => ({
  name: `Student ${String(i + 1).padStart(2, '0')}`,
  steps: { 2: triesOf(i), ...(i % 5 > 0 && { 3: [RIGHT] }) } as Record<number, readonly Try[]>,
}));

const file = (name: string, content: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });

const openClass = async (page: Page): Promise<void> => {
  await openTool(page, 'The class');
  await page.getByLabel('Class word').fill(WORD);
};

/** The rows of a CSV without quoted fields, by the names of its columns. */
const savedRows = async (page: Page, button: string): Promise<Record<string, string>[]> => {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const [head = [], ...rows] = text
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
};

const MARKS: Record<string, string> = { '': '—', 0: '✗', 1: '1', 2: '2' };

test('the numbers of thirty hand-ins are those of its CSV, and can be sorted', async ({ page, expectAccessible }) => {
  await open(page);
  await openClass(page);
  const files = page.getByLabel('Open hand-ins').last();
  await files.setInputFiles(CLASS.slice(0, 20).map(({ name, steps }) => file(`${name}.json`, made(name, steps))));
  await expect(page.getByText('20 hand-ins added.')).toBeVisible();
  // More files add to those that are there.
  await files.setInputFiles(CLASS.slice(20).map(({ name, steps }) => file(`${name}.json`, made(name, steps))));
  await expect(page.locator('.class-names tbody tr')).toHaveCount(30);
  await expectAccessible('dialog[open]');

  const students = await savedRows(page, 'Save the results as CSV');
  expect(students).toHaveLength(30);
  for (const [i, { name, steps }] of CLASS.entries()) {
    const [scale, code] = [triesOf(i), steps[3]];
    const right = Number(scale.at(-1)!.right) + Number(code !== undefined);
    expect(students[i]).toMatchObject({ Name: name, Lesson: 'asymmetric', Run: '1', Right: `${right}`, Questions: '5', Percent: `${20 * right}` });
    const row = page.locator('.class-names tbody tr', { has: page.getByRole('rowheader', { name, exact: true }) });
    await expect(row).toContainText(`${right} of 5`);
    const marks = await row.locator('td').allTextContents();
    expect(marks.slice(-3, -1)).toEqual(['Step 2', 'Step 3'].map((step) => MARKS[students[i]![step]!]));
  }

  const [scale, code] = await savedRows(page, 'Save the questions as CSV');
  expect(scale).toMatchObject({ Step: '2', 'Hand-ins': '30', Answered: '30', 'First try': '10', 'Second try': '10', Later: '0' });
  // Each of the third who never had it right said 0 at last.
  expect(scale).toMatchObject({ 'Wrong answer 1': '6.2', 'Times 1': '10', 'Wrong answer 2': '0', 'Times 2': '10' });
  expect(code).toMatchObject({ Step: '3', 'Hand-ins': '30', Answered: '24', 'First try': '24', 'Wrong answer 1': '' });
  const asked = page.locator('.class-questions tbody tr').first();
  await expect(asked).toContainText('How large is the scale?');
  await expect(asked.locator('td').nth(0)).toHaveText(/^33\s%$/);
  await expect(asked.locator('td').nth(1)).toHaveText(/^67\s%$/);
  await expect(asked).toContainText('6.2 (10 times)');

  const first = page.locator('.class-names tbody tr').first();
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(first).toContainText('Student 30');
  await page.getByRole('button', { name: 'Score' }).click();
  await expect(first).toContainText('0 of 5');
  await first.getByRole('button', { name: /^Show/ }).click();
  await expect(page.locator('.class-answers')).toContainText('How large is the scale?');
});

test('damaged, repeated and doubled hand-ins are told; a second run does not count', async ({ page }) => {
  await open(page);
  await openClass(page);
  const files = page.getByLabel('Open hand-ins').last();
  const ada = made('Ada', { 2: [WRONG[0]!, RIGHT] });
  await files.setInputFiles([
    file('ada.json', ada),
    file('ada (1).json', ada),
    file('ada-again.json', made('ada ', { 2: [RIGHT], 3: [RIGHT] }, 2)),
    file('eve.json', made('Eve', { 2: [WRONG[1]!, { said: '0', right: false }] }).replace('"right":false,"tries"', '"right":true,"tries"')),
    file('bob.json', '{"quantscope": "lesson"}'),
    file('cut.json', ada.slice(0, 200)),
    file('other.json', made('Mia', { 2: [RIGHT] }, 1, 'clipping')),
  ]);
  await expect(page.getByText('4 hand-ins added. 1 was here already and is counted once.')).toBeVisible();
  await expect(page.getByText('bob.json is no hand-in of this page: quantscope: must be "hand-in".')).toBeVisible();
  await expect(page.getByText('cut.json is not JSON.')).toBeVisible();
  await expect(page.getByText('1 hand-in does not fit its code')).toBeVisible();
  const [asymmetric, clipping] = [page.locator('.class-lesson').nth(0), page.locator('.class-lesson').nth(1)];
  const rows = asymmetric.locator('.class-names tbody tr');
  await expect(rows.filter({ hasText: 'this one counts' })).toContainText('1 of 5');
  await expect(rows.filter({ hasText: 'not counted' })).toContainText('2 of 5');
  await expect(rows.filter({ hasText: 'Eve' })).toContainText('does not fit');
  await expect(asymmetric.getByText('Questions, of 1 hand-in')).toBeVisible();
  await expect(clipping.locator('.class-names tbody tr')).toHaveCount(1);
  await page.getByLabel('Class word').fill('5c');
  await expect(page.getByText('4 hand-ins do not fit their codes')).toBeVisible();
});

test('the text that a student copies is read like the file, one a line', async ({ page }) => {
  await lessonOpen(page, `#v=1&lesson=asymmetric&step=1&class=${WORD}`);
  await page.getByLabel('How large is the scale?').fill('6.6');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('.question-verdict')).toHaveAttribute('data-right', 'true');
  const next = page.getByRole('button', { name: 'Next', exact: true });
  while (await next.isVisible()) await next.click();
  await page.getByLabel('Name').fill('Zoë');
  await page.getByRole('button', { name: 'As text' }).click();
  const text = await page.getByLabel('Text to hand in').inputValue();
  expect(text.length).toBeLessThan(1000);

  await openClass(page);
  await page.getByText('Paste texts').click();
  await page.locator('#class-pasted').fill(`Zoë: ${text}\n${made('Ada', { 2: [RIGHT] })}\n${text.slice(0, -8)}`);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const rows = page.locator('.class-names tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'Zoë' })).toContainText(/[0-9A-F]{4}-[0-9A-F]{4} fits/);
  await expect(page.getByText('pasted text 3 is not JSON.')).toBeVisible();
});
