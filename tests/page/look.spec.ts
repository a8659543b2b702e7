/**
 * The first screen: how much is on it, and its controls, which are the words of a sentence. Each opens its choices in place, changes
 * and closes, by mouse, keyboard and touch, and nothing else moves.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openLook, panel } from './steps.ts';

const word = (page: Page, label: string): Locator => page.getByRole('toolbar').getByRole('button', { name: new RegExp(`^${label}: `) });
const card = (page: Page, label: string): Locator => page.getByRole('dialog', { name: label, exact: true });

/** Each word, a choice behind it, and what the address then says. */
const WORDS = [
  { label: 'Bits', choice: '5', says: /bits=5/ },
  { label: 'Scheme', choice: 'Symmetric', says: /scheme=symmetric/ },
  { label: 'Granularity', choice: /^Per row/, says: /granularity=row/ },
  { label: 'Range', choice: /^Least squared error/, says: /range=mse/ },
] as const;

/** Where everything stands that must not move: the words of the sentence may, because they say another thing. */
const places = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('header, header button, main > *, .bits-buttons label, .panel, .chart, canvas[data-chart], [role=tab]')].map(
      (element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.tagName, element.classList[0] ?? '', x, y, width, height].join(' ');
      },
    ),
  );

const choiceIn = (page: Page, label: string, choice: string | RegExp): Locator =>
  card(page, label).getByRole('radio', typeof choice === 'string' ? { name: choice, exact: true } : { name: choice });

for (const { label, choice, says } of WORDS) {
  test(`the word for ${label} opens, changes and closes by mouse and keyboard, and nothing else moves`, async ({ page }) => {
    await openLook(page);
    const before = await places(page);
    const first = page.url();

    await word(page, label).click();
    await expect(card(page, label)).toBeVisible();
    expect(await places(page), 'open').toEqual(before);
    await page.keyboard.press('Escape');
    await expect(card(page, label)).toBeHidden();
    await expect(word(page, label)).toBeFocused();
    await word(page, label).click();
    await page.mouse.click(640, 715);
    await expect(card(page, label), 'a press beside it').toBeHidden();
    expect(page.url(), 'looking changes nothing').toBe(first);

    await word(page, label).click();
    await choiceIn(page, label, choice).locator('xpath=..').click();
    await expect(card(page, label)).toBeHidden();
    await expect(page).toHaveURL(says);
    await expect.poll(() => places(page), 'changed').toEqual(before);

    await page.keyboard.press('Control+z');
    await expect(page).not.toHaveURL(says);
    await word(page, label).focus();
    await page.keyboard.press('Enter');
    await expect(card(page, label)).toBeVisible();
    await expect(card(page, label).locator('input:checked')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(card(page, label)).toBeHidden();
    await expect(word(page, label)).toBeFocused();
    await expect.poll(() => page.url()).not.toBe(first);
  });
}

test.describe('by touch', () => {
  test.use({ viewport: { width: 1024, height: 768 }, hasTouch: true });

  test('each word opens, changes and closes', async ({ page }) => {
    await openLook(page);
    const before = await places(page);
    for (const { label, choice, says } of WORDS) {
      await word(page, label).tap();
      await expect(card(page, label)).toBeVisible();
      expect(await places(page), label).toEqual(before);
      await choiceIn(page, label, choice).locator('xpath=..').tap();
      await expect(card(page, label)).toBeHidden();
      await expect(page).toHaveURL(says);
      expect(await places(page), `${label}, changed`).toEqual(before);
    }
    // The sentences of all choices have come by now: nothing has moved.
    await expect(page.locator('.lead-words')).toContainText('Row 1 of 4, 4 numbers in 5 bits');
    expect(await places(page)).toEqual(before);
  });
});

test('the bits are buttons, one stop of the Tab key; a press answers in the sentence', async ({ page }) => {
  await openLook(page);
  const words = page.locator('.lead-words');
  await expect(words).toContainText('16 numbers in 4 bits: 6 different values are left.');
  const bits = page.getByRole('group', { name: 'Bits' });
  await bits.getByRole('radio', { name: '2 bits' }).click();
  await expect(words).toContainText('3 different values');
  await page.keyboard.press('ArrowRight');
  await expect(words).toContainText('in 3 bits');
});

/** Everything legible on the screen, in the document and on canvases: words and numbers outside of matrices, ticks and codes. */
const legible = (page: Page): Promise<{ words: number; numbers: number }> =>
  page.evaluate(() => {
    // Words for screen readers alone are clipped away.
    const isClipped = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement));
    const inView = (element: Element): boolean => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const isThere = width > 1 && height > 1 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;
      return (
        isThere && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.skip') && !isClipped(element)
      );
    };
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement && inView(node.parentElement)) texts.push(node.textContent ?? '');
    }
    const drawn = (globalThis as unknown as { drawn: { chart: string; text: string }[] }).drawn;
    const captions = drawn.filter(({ text }) => /\p{L}/u.test(text)).map(({ text }) => text);
    const all = [...texts, ...captions].join(' ');
    return { words: all.match(/\p{L}[\p{L}’'-]*/gu)?.length ?? 0, numbers: all.match(/\d[\d.,]*/g)?.length ?? 0 };
  });

/** Notes what is written on canvases; the matrices and the labels of axes are numbers alone. */
const noteDrawn = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const drawn: { chart: string; text: string; y: number }[] = [];
    Object.assign(globalThis, { drawn });
    const { clearRect, fillText } = CanvasRenderingContext2D.prototype;
    const chartOf = (context: CanvasRenderingContext2D): string => (context.canvas as HTMLCanvasElement).dataset['chart'] ?? '';
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      const chart = chartOf(this);
      drawn.splice(0, drawn.length, ...drawn.filter((one) => one.chart !== chart));
      return clearRect.apply(this, area);
    };
    CanvasRenderingContext2D.prototype.fillText = function (...given) {
      drawn.push({ chart: chartOf(this), text: given[0], y: given[2] });
      return fillText.apply(this, given);
    };
  });

/** Things to press: a group of radio buttons, a tab list or a picture with its values counts once among `groups`; all of them among `parts`. */
const pressable = (page: Page): Promise<{ groups: number; parts: number }> =>
  page.evaluate(() => {
    const isClipped = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement));
    const all = [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, summary, [tabindex]:not(main)')].filter((element) => {
      const { width, height, y, x } = element.getBoundingClientRect();
      const isThere = width > 1 && height > 1 && y < innerHeight && x < innerWidth && y + height > 0 && !isClipped(element);
      return isThere && !element.matches(':disabled, .skip') && element.checkVisibility({ visibilityProperty: true });
    });
    const groupOf = (element: HTMLElement): Element =>
      element.closest('[role=tablist], .bits-buttons') ??
      (element.matches('.value-grip') ? element.parentElement?.querySelector('.chart-surface') : null) ??
      element;
    return { groups: new Set(all.map(groupOf)).size, parts: all.length };
  });

test('a first visit is short: few words, numbers and things to press, the picture is large, its handles are near', async ({ page }, info) => {
  await noteDrawn(page);
  await openLook(page);
  const counts = { ...(await legible(page)), ...(await pressable(page)) };
  info.annotations.push({ type: 'counts', description: JSON.stringify(counts) });
  expect(counts.words, 'words').toBeLessThanOrEqual(80);
  expect(counts.numbers, 'numbers outside of matrices, ticks and codes').toBeLessThanOrEqual(35);
  expect(counts.groups, 'things to press').toBeLessThanOrEqual(20);

  const handle = panel(page, 'number-line').getByRole('slider', { name: 'Lower end of the range' });
  // A stack may grow as high as the handles stand; the longest pile ends above the zero point's name.
  const top = (await handle.boundingBox())?.y ?? Infinity;
  const foot = await page.locator('canvas[data-chart="number-line"]').evaluate((canvas) => {
    const { drawn } = globalThis as unknown as { drawn: { chart: string; text: string; y: number }[] };
    const name = drawn.find(({ chart, text }) => chart === 'number-line' && text.startsWith('zero point'));
    return canvas.getBoundingClientRect().y + (name?.y ?? 0) / devicePixelRatio;
  });
  expect(foot - 16 - top, 'from the top of a stack to the foot of a pile').toBeGreaterThanOrEqual(250);
  let presses = 0;
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  while (presses <= 12 && !(await handle.evaluate((element) => element === document.activeElement))) {
    await page.keyboard.press('Tab');
    presses += 1;
  }
  expect(presses, 'Tab presses to the first handle, the skip link among them').toBeLessThanOrEqual(13);
});

test('every stop of the slider for the share that is kept is one that a percentile takes', async ({ page }) => {
  await openLook(page);
  const slider = page.getByRole('slider', { name: 'Share of the values that the range keeps' });
  await slider.press('Home');
  await expect(page.locator('.keeps-share')).toHaveText('55 %');
  await expect(page.locator('.keeps-clips')).not.toHaveText('clips 0');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await slider.press('End');
  await expect(page.locator('.keeps-clips')).toHaveText('clips 0');
});

test('beside a code of five digits the arithmetic is written to the tenth of a step', async ({ page }) => {
  await openLook(page, '#v=1&data=normal&rows=100&cols=1000&bits=16');
  const lines = page.locator('.card-line');
  await expect(lines.first()).toContainText(/^0\.8824 ÷ 0\.0001345 \+ 35\s301 = 41\s86[23]\.\d → 41\s863$/);
  await expect(lines.last()).toContainText(/^\(41\s863 − 35\s301\) × /);
});
