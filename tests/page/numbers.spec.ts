/**
 * Numbers as people type and paste them into fields, in three languages: the only number that the text can mean, or a sentence.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enter, inLab } from './steps.ts';

/** A link whose page has the clip range, the percentile and so on as fields. */
const CLIP = 'data=weights&range=clip';

/** The lower end of the clip range in each language. */
const LOWER = { en: 'Lower end of the clip range', es: 'Extremo inferior del rango de recorte', zh: '截断范围的下端' } as const;

type Language = keyof typeof LOWER;

const lower = (page: Page, language: Language) => page.getByRole('spinbutton', { name: LOWER[language] });

/** Opens the page with a link in any language, and waits until it has drawn its picture. */
const open = async (page: Page, hash: string): Promise<void> => {
  // A link that differs only in its hash does not reload the page.
  await page.goto('about:blank');
  await page.goto(`./${inLab(hash)}`);
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

/** The clip range's lower end in the address, as the engine has it. */
const given = async (page: Page): Promise<string | null> => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('lo');

/** Pastes into the field with the keyboard, as people do. */
const pasteInto = async (page: Page, language: Language, text: string): Promise<void> => {
  const field = lower(page, language);
  await field.fill('');
  await field.focus();
  await page.evaluate((value) => document.execCommand('insertText', false, value), text);
  await field.press('Enter');
};

const NUMBERS: readonly (readonly [text: string, number: number])[] = [
  ['-0,5', -0.5],
  ['−2.5', -2.5],
  ['–1,75', -1.75],
  ['-1.5×10⁻³', -0.0015],
  ['−1,5 × 10⁻³', -0.0015],
  ['-1.5e−3', -0.0015],
  ['-1.234,5', -1234.5],
  ['-12\u2009270', -12270],
  ['-1’234.5', -1234.5],
];

const REFUSED: readonly string[] = ['0x1F', '1_000', '½', '5%', 'NaN', '#N/A', '1 2', '(3.5)', '1\u200b2'];

for (const language of ['en', 'es', 'zh'] as const) {
  test(`a field takes the number that a text can only be, in ${language}`, async ({ page }) => {
    await open(page, `#v=1&${CLIP}&lang=${language}`);
    const field = lower(page, language);
    const mark = language === 'es' ? ',' : '.';
    for (const [text, number] of NUMBERS) {
      for (const put of [() => enter(field, text), () => pasteInto(page, language, text)]) {
        await enter(field, '-7');
        await put();
        await expect.poll(() => given(page), text).toBe(String(number));
        await expect(field).toHaveValue(String(number).replace('.', mark));
        await expect(field).not.toHaveAttribute('aria-invalid');
      }
    }
    await enter(field, '-7');
    await expect.poll(() => given(page)).toBe('-7');
    for (const text of REFUSED) {
      await enter(field, text);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(text.includes('\u200b') ? /U\+200B/ : new RegExp(text.replaceAll(/[()]/g, '\\$&')));
      await expect(field).toHaveAccessibleDescription(/-7/);
      await expect(field).toHaveValue(text);
      expect(await given(page)).toBe('-7');
    }
  });
}

test('a mark that may stand between thousands is a decimal mark in its own language only', async ({ page }) => {
  await open(page, `#v=1&${CLIP}`);
  await enter(lower(page, 'en'), '-1,234');
  await expect(lower(page, 'en')).toHaveAccessibleDescription("'-1,234' may be -1234 or -1.234. Write one of the two. -1 is kept.");
  await enter(lower(page, 'en'), '-1.234');
  await expect.poll(() => given(page)).toBe('-1.234');
  await open(page, `#v=1&${CLIP}&lang=es`);
  await enter(lower(page, 'es'), '-1.234');
  await expect(lower(page, 'es')).toHaveAccessibleDescription(/«-1\.234» puede ser -1,234 o -1234/);
  await enter(lower(page, 'es'), '-1,234');
  await expect.poll(() => given(page)).toBe('-1.234');
});

test('the percentile takes its unit, and arrow keys step as in a number input', async ({ page }) => {
  await open(page, '#v=1&data=weights&range=percentile');
  const share = page.getByRole('spinbutton', { name: 'Share kept, in percent' });
  await enter(share, '99,9 %');
  await expect(share).toHaveValue('99.9');
  await share.press('ArrowUp');
  await expect(share).toHaveValue('100');
  await share.press('ArrowUp');
  await expect(share).toHaveValue('100');
  await share.press('ArrowDown');
  await expect(share).toHaveValue('99.9');
  await share.fill('75.25');
  await share.press('ArrowDown');
  await expect(share).toHaveValue('75.2');
  await share.fill('75,25');
  await share.press('ArrowUp');
  await expect(share).toHaveValue('75.3');
  await expect(share).toHaveAttribute('aria-valuenow', '75.3');
  await expect(share).toHaveAttribute('aria-valuemax', '100');
  await expect(share).toHaveAttribute('inputmode', 'decimal');
  const bits = page.getByRole('spinbutton', { name: 'Bits, as a number' });
  await enter(bits, '2');
  await bits.press('ArrowDown');
  await expect(bits).toHaveValue('2');
  await bits.press('ArrowUp');
  await expect(bits).toHaveValue('3');
  await enter(bits, '3,5');
  await expect(bits).toHaveAccessibleDescription(/whole numbers/);
  await expect(bits).toHaveValue('3,5');
});

test('the levels are read as pasted numbers are', async ({ page }) => {
  await open(page, '#v=1&data=weights&scheme=levels');
  const levels = page.getByRole('textbox', { name: 'Levels, separated by commas' });
  await enter(levels, '0x10 1');
  await expect(levels).toHaveAccessibleDescription(/‘0x10’ is not a number/);
  await expect(levels).toHaveValue('0x10 1');
  await enter(levels, '−0.5; 1.5 × 10⁻³; 2');
  await expect(levels).toHaveValue('-0.5, 0.0015, 2');
  await enter(levels, '0,5; 1,5');
  await expect(levels).toHaveValue('0.5, 1.5');
  await enter(levels, '0,5, 1,5');
  await expect(levels).toHaveAccessibleDescription(/decimal points/);
});

test('what the page writes is pasted back as itself, in each language', async ({ page }) => {
  for (const [hash, numbers, value] of [
    ['', '12\u2009270', '12\u2009270'],
    ['&lang=es', '−0,3878', '−0,3878'],
    ['&lang=es', '12\u2009270,5', '12\u2009270'],
    ['&lang=zh', '21.3 × 10⁻⁹', '21.3 × 10⁻⁹'],
  ] as const) {
    await open(page, `#v=1&data=article-sym${hash}`);
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, numbers);
    await expect(page.getByRole('table').first()).toContainText(value);
  }
});
