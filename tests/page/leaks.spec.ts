/**
 * Nothing that the page shows or says before the last try has the number that a question asks for: no text, no label, no words of a
 * slider, no title, no tip, no table. All questions for a number of all lessons, in both layouts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const FOLDER = 'www/src/lessons/core';
type Lesson = { id: string; steps: { predict?: { fact: string } }[] };

const LESSONS = readdirSync(FOLDER)
  .toSorted()
  .map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Lesson);

/** What the page shows and says, outside the header and the question: its texts, and the attributes that are read out. */
const said = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const outside = 'header, .question, .lesson-ways, .lesson-step .hint, script, style';
    const found: string[] = [];
    for (const element of document.querySelectorAll('body *')) {
      if (element.closest(outside)) continue;
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      found.push(own.map(({ textContent }) => textContent ?? '').join(' '));
      for (const name of ['aria-label', 'aria-valuetext', 'aria-valuenow', 'title', 'alt', 'aria-description'])
        found.push(element.getAttribute(name) ?? '');
    }
    return found.filter((text) => text.trim() !== '');
  });

/** The tips of all charts, with the pointer all over them. */
const tips = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const surface of await page.locator('.chart-surface:visible').all()) {
    await surface.scrollIntoViewIfNeeded();
    const box = await surface.boundingBox();
    if (!box) continue;
    for (const y of [0.2, 0.5, 0.8]) {
      for (let x = 0.03; x < 1; x += 0.0625) {
        await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
        found.push(...(await page.locator('.chart-tip').allInnerTexts()));
      }
    }
  }
  await page.mouse.move(0, 0);
  return found;
};

/** The words beside which a number of one or two digits is the answer: elsewhere it may be any row, bit or count. */
const BESIDE: Record<string, string> = {
  code: 'code',
  y: 'which stands for|dequantized|becomes',
  zero_point: 'zero point|real 0 is code|code',
  levels: 'levels|of',
  levels_used: 'values on|levels used',
  ratio: 'compression|makes it',
  weight_zero_term: 'zero point',
  accumulator_bits: 'accumulator',
};

const SHORT = 2;

/** The name of a cell, whose numbers are places. */
const PLACE = /row \d+, column \d+/g;

/** Whether a text has the answer. */
const tells = (words: string, fact: string, answer: string): boolean => {
  const text = words.replaceAll(PLACE, '');
  const escaped = answer.replaceAll('.', '\\.');
  if (answer.replaceAll(/\D/g, '').length > SHORT || answer.includes('.')) return new RegExp(`(?<![\\d.,])${escaped}(?![\\d]|[.,]\\d)`).test(text);
  const beside = BESIDE[fact];
  // The tip of a level names its code, whatever code is asked for.
  if (/^code\s[\s\S]*\nvalues\s/.test(text)) return false;
  return beside !== undefined && new RegExp(`(${beside})\\s+${escaped}(?![\\d]|[.,]\\d)`, 'i').test(text);
};

const opened = async (page: Page, layout: string, id: string, step: number): Promise<void> => {
  await page.goto(`./#v=1&layout=${layout}&lesson=${id}&step=${step}`);
  await expect(page.locator('.lesson-words')).toBeVisible();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

for (const layout of ['lab', 'look']) {
  for (const { id, steps } of LESSONS) {
    for (const [i, { predict }] of steps.entries()) {
      if (!predict) continue;
      test(`${id}, step ${i + 1}, ${layout}: ${predict.fact} is nowhere`, async ({ page }) => {
        await opened(page, layout, id, i);
        const before = [...(await said(page)), ...(await tips(page))];
        for (const answer of ['98765', '98764']) {
          await page.locator('.question .number').fill(answer);
          await page.locator('.question .number').press('Enter');
          await expect(page.locator('.question-verdict')).toContainText(/9[\d.,× ]+/);
        }
        await expect(page.locator('.question-verdict')).toHaveAttribute('data-final', 'true');
        const told = (await page.locator('.question-verdict > p').first().textContent()) ?? '';
        const answer = /it is ([^:\s]+)/.exec(told)?.[1] ?? '';
        expect(answer, told).not.toBe('');
        expect([...new Set(before)].filter((text) => tells(text, predict.fact, answer))).toEqual([]);
      });
    }
  }
}

test('codes come back with the answer', async ({ page }) => {
  const codes = page.getByRole('radio', { name: 'Codes' });
  const selected = page.getByRole('slider', { name: 'Selected value in the tensor' });
  await opened(page, 'lab', 'symmetric', 2);
  await expect(codes).toHaveCount(0);
  await expect(selected).not.toHaveAttribute('aria-valuetext', /code/);
  for (const answer of ['1', '−2']) {
    await page.locator('.question .number').fill(answer);
    await page.locator('.question .number').press('Enter');
  }
  await expect(page.locator('.question-verdict')).toContainText('exactly right');
  await expect(codes).toHaveCount(1);
  await expect(selected).toHaveAttribute('aria-valuetext', /becomes code −2/);
  await expect(page.locator('[data-part="number-line"]')).toBeVisible();
});
