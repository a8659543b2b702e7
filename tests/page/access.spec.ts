/**
 * Accessibility: no violation in any theme with any dialog open, the page as a screen reader sees it, the order of the Tab
 * key, the announcements after a change.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { lessonOpen } from './classroom.ts';
import { chooseScheme, open, openLook, OPENERS, panel, paste, readout } from './steps.ts';

const told = (page: Page) => page.getByRole('status', { name: 'What changed' });

/** Milliseconds, longer than the delay before a change is announced. */
const REST = 900;

const LOOKS = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'forced colours', theme: 'auto', media: { forcedColors: 'active', colorScheme: 'dark' } },
] as const;

for (const { name, theme, ...look } of LOOKS) {
  test(`axe finds nothing in the lab in ${name}, whatever is open`, async ({ page, expectAccessible }) => {
    test.setTimeout(180_000);
    if ('media' in look) await page.emulateMedia(look.media);
    await open(page, `#v=1&data=weights&granularity=row&theme=${theme}`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme === 'auto' ? 'dark' : theme);
    await expectAccessible();

    for (const opener of OPENERS) {
      await page.getByRole('button', { name: opener, exact: true }).click();
      await expectAccessible('dialog[open], :popover-open');
      await page.keyboard.press('Escape');
    }
    await page.locator('summary', { hasText: 'Table of Histogram' }).click();
    await expectAccessible('details[open]');
    await page.keyboard.press('Escape');

    await panel(page, 'bench').getByRole('button', { name: 'Listen' }).click();
    await expectAccessible('[data-panel=bench]');

    await paste(page, '1 2 x');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible('dialog[open]');
  });
}

for (const layout of ['look', 'present'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in ${layout} in ${theme}, whatever is open`, async ({ page, expectAccessible }) => {
      test.setTimeout(180_000);
      await openLook(page, `#v=1&data=weights&granularity=row&layout=${layout}&theme=${theme}`);
      await expectAccessible();
      for (const tab of await page.getByRole('tab').all()) {
        if (!(await tab.isVisible())) continue;
        await tab.click();
        await expectAccessible('main');
      }
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await expectAccessible(':popover-open');
      await page.keyboard.press('Escape');
      if (layout === 'present') await page.getByRole('button', { name: 'Settings', exact: true }).click();
      for (const word of await page.getByRole('toolbar').getByRole('button', { expanded: false }).all()) {
        await word.click();
        await expectAccessible(':popover-open');
        await page.keyboard.press('Escape');
      }
    });
  }
}

test('a cast, a bad link and a bad number are accessible too', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&scheme=fp16&nonsense=1');
  await expectAccessible();
  await chooseScheme(page, 'Integer');
  await page.getByRole('spinbutton', { name: 'Bits, as a number' }).fill('77');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible();
});

test('charts keep their own ground where colours are forced, and say what has the focus', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  for (const [layout, paper] of [
    ['present', 'rgb(255, 255, 255)'],
    ['look', 'rgb(20, 23, 26)'],
  ] as const) {
    await openLook(page, `#v=1&layout=${layout}`);
    await page.reload();
    const chart = panel(page, 'number-line').locator('.chart');
    await expect(chart).toHaveCSS('background-color', paper);
    const surface = chart.getByRole('slider').first();
    await surface.focus();
    await page.keyboard.press('ArrowRight');
    await expect(surface).toHaveCSS('outline-style', 'solid');
    await expect(surface).not.toHaveCSS('outline-color', paper);
  }
});

test('what a screen reader finds on the main screen', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.locator('#app')).toMatchAriaSnapshot(`
    - button "Skip to the charts"
    - banner:
      - heading "Quantscope" [level=1]
    - complementary "Controls and readout":
      - region "Controls":
        - heading "Controls" [level=2]
        - paragraph: /What chooses how values are stored/
      - region "Readout":
        - heading "Readout" [level=2]
        - paragraph: /The numbers of what is on show/
        - table "Readout"
    - main:
      - region "In words":
        - heading "In words" [level=2]
        - paragraph: /before and after/
        - paragraph: /16 values become 6 of 16 levels/
        - status "What changed"
      - region "Number line":
        - heading "Number line" [level=2]
        - 'button "Spotlight on this chart: Number line"'
        - img /Number line. Originals stand on one side/
        - slider "Selected value on the number line"
        - slider /Original value, row 1, column 1/
        - slider "Lower end of the range, Number line"
        - slider "Upper end of the range, Number line"
        - paragraph: /16 values on 6 of 16 levels/
        - paragraph: /Arrow keys go from value to value/
      - region "Before and after"
      - region "Histogram":
        - button "Listen"
        - slider "Selected value in the histogram"
      - region "Where to clip":
        - button "Use the best range"
        - button "Listen"
        - slider /Threshold on the clipping curve/
      - region "Tensor":
        - slider "Selected value in the tensor"
      - region "Worked arithmetic":
        - heading /Arithmetic of row 1, column 1/ [level=2]
  `);
});

test('every handle says what it is, its value in words, and within which bounds', async ({ page }) => {
  await open(page);
  await panel(page, 'histogram').getByRole('button', { name: 'Listen' }).click();
  for (const slider of await page.locator('[role=slider], input[type=range]').all()) {
    await expect(slider).toHaveAccessibleName(/\w{4}/);
    const { text, now, lo, hi } = await slider.evaluate((element) => {
      const number = (aria: string, own: string): number => Number(element.getAttribute(aria) ?? Reflect.get(element, own));
      return {
        text: element.getAttribute('aria-valuetext'),
        now: number('aria-valuenow', 'value'),
        lo: number('aria-valuemin', 'min'),
        hi: number('aria-valuemax', 'max'),
      };
    });
    const isUntouchedTrace = (await slider.getAttribute('aria-label'))?.includes('by ear') ?? false;
    expect(text).toMatch(isUntouchedTrace ? /^$/ : /\d/);
    expect(String(now).replace(/^-?0?\.?0*/, '').length, String(now)).toBeLessThanOrEqual(8);
    expect(now).toBeGreaterThanOrEqual(lo);
    expect(now).toBeLessThanOrEqual(hi);
  }
});

test('no two handles have the same name', async ({ page }) => {
  await open(page);
  const names = await page.locator('[role=slider]').evaluateAll((all) => all.map((element) => element.getAttribute('aria-label')));
  expect(new Set(names).size).toBe(names.length);
});

test('a lesson comes before the controls, has its own way to skip to it, and leads to what it points at', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=3');
  await page.evaluate(() => document.body.focus());
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the lesson' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.lesson-step')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('.lesson') !== null)).toBe(true);
  const isBefore = await page.evaluate(() => {
    const [lesson, controls] = ['.lesson', '.side'].map((one) => document.querySelector(one));
    return lesson && controls && (lesson.compareDocumentPosition(controls) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  });
  expect(isBefore).toBe(true);
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=2');
  await page.getByRole('button', { name: 'Look at: the tensor map' }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-part]')?.getAttribute('data-part'))).toBe('map');
  // What a question asks for is nowhere to look at.
  await lessonOpen(page, '#v=1&lesson=real-weights&step=2');
  await expect(page.getByRole('button', { name: /^Look at/ })).toHaveCount(0);
  for (const answer of ['98765', '98764']) {
    await page.locator('.question .number').fill(answer);
    await page.locator('.question .number').press('Enter');
    await expect(page.locator('.question-verdict')).toContainText('98');
  }
  await expect(page.locator('.question-verdict')).toHaveAttribute('data-final', 'true');
  await page.getByRole('button', { name: 'Look at: the arithmetic' }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-part]')?.getAttribute('data-part'))).toBe('arithmetic');
});

test('a goal that is reached or missed again is told', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=fewer-bits&step=6');
  const goals = page.getByRole('status', { name: 'Goals' });
  await expect(goals).toContainText(/SQNR at least .*: reached\. compression at least .*: not reached\./);
  const before = await goals.textContent();
  await page.getByRole('slider', { name: 'Bits', exact: true }).press('ArrowLeft');
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
  expect(await goals.textContent(), 'nothing is told as long as nothing is reached or missed').toBe(before);
  await page.getByRole('button', { name: '2 bits', exact: true }).click();
  await expect(goals).toContainText(/SQNR at least .*: not reached\. compression at least .*: reached\./);
});

test('the first Tab leads past header and controls', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('button', { name: 'Skip to the charts' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('[data-panel]')?.getAttribute('data-panel'))).toBe('number-line');
});

test('whatever has the focus shows it, and nothing lies over it', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 360 });
  await open(page);
  const seen = new Set<string>();
  for (let i = 0; i < 90; i += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const shows = [element, element.closest('label')].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
      const { left, top, width, height } = element.getBoundingClientRect();
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      const covers = (x: number, y: number): boolean => {
        const there = document.elementFromPoint(x, y);
        return (
          there !== null &&
          !(element.contains(there) || there.contains(element) || (there.closest('.chart') ?? 1) === (element.closest('.chart') ?? 2))
        );
      };
      // Of an element taller than the window, some part must be visible.
      const places = [0.1, 0.5, 0.9].map((share) => [left + width / 2, top + height * share] as const);
      const covered = places.every(([x, y]) => y < 0 || y > innerHeight || covers(x, y));
      return { name, shows, covered };
    });
    if (!focused) break;
    seen.add(focused.name);
    expect(focused, focused.name).toMatchObject({ shows: true, covered: false });
  }
  expect(seen.size).toBeGreaterThan(40);
});

test('no letter or digit does anything unless it belongs to what has the focus', async ({ page }) => {
  await open(page, '#v=1&bits=8&a=bits+3');
  await page.getByRole('main').focus();
  const before = page.url();
  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789+-/?') await page.keyboard.press(key);
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
  expect(page.url()).toBe(before);
});

test('a change by keyboard is told once, in words, when it rests', async ({ page }) => {
  await page.clock.install();
  await open(page);
  await expect(told(page)).toHaveText('');
  // The first picture is known by then.
  await page.clock.fastForward(REST);
  await told(page).evaluate((element) => {
    const all: string[] = [];
    Object.assign(globalThis, { all });
    new MutationObserver(() => element.textContent && all.push(element.textContent)).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const bits = page.getByRole('slider', { name: 'Bits', exact: true });
  await bits.focus();
  /** Presses a key twice while time stands still, so that there is no pause between the two. */
  const pressTwice = async (key: string): Promise<void> => {
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 60_000));
    await bits.press(key);
    await bits.press(key);
    await page.clock.resume();
  };
  await pressTwice('ArrowLeft');
  await expect(told(page)).toHaveText('The scale rose from 6.6 to 33. 10 of 16 values now round to zero.');
  const all = () => page.evaluate(() => (globalThis as unknown as { all: string[] }).all);
  expect(await all(), 'nothing while it moves').toHaveLength(1);
  await pressTwice('ArrowRight');
  await expect(told(page)).toHaveText('The scale fell from 33 to 6.6. 6 of 16 values now round to zero.');

  await page.getByRole('checkbox', { name: 'Signed codes' }).check();
  await expect(told(page)).toHaveText('The zero point moved from 0 to −8.');
  await page.getByRole('combobox', { name: 'Rounding' }).selectOption('Half away from 0');
  await expect(told(page)).toHaveText('The numbers stay as they were.');
  await page.getByRole('button', { name: 'Next value' }).click();
  await expect(told(page)).toHaveText(/^row 1, column 2: 19\.57 becomes code/);
  // A value that the slider announces itself is not announced twice.
  await panel(page, 'series').getByRole('slider').first().press('ArrowRight');
  await expect(page.getByRole('heading', { name: /row 1, column 3/ })).toBeVisible();
  await page.clock.fastForward(REST);
  await expect(told(page)).toHaveText(/^row 1, column 2/);
  const headline = page.locator('.headline-words');
  await page.getByRole('combobox', { name: 'Data' }).selectOption('article-sym');
  await expect(headline).toContainText('20 values');
  await expect(told(page)).toHaveText((await headline.textContent()) ?? '');
  await page.getByRole('combobox', { name: 'Granularity' }).selectOption('row');
  await expect(told(page)).toHaveText(/^Now row 1 of 2\. /);
});

test('in a lesson a change is told by what the goal is about', async ({ page }) => {
  await page.clock.install();
  /** Presses 2 bits, and returns what is told once that rests. */
  const toldAfter = async (hash: string): Promise<string> => {
    await page.goto('about:blank');
    await open(page, hash);
    await page.clock.fastForward(REST);
    await page.getByRole('slider', { name: 'Bits', exact: true }).press('Home');
    await expect.poll(() => page.url()).toContain('bits=2');
    await page.clock.fastForward(REST);
    await expect(told(page)).not.toHaveText('');
    return (await told(page).textContent()) ?? '';
  };
  const NUMBERS = 'data=normal&scheme=symmetric&signed=true&bits=8';
  expect(await toldAfter(`#v=1&${NUMBERS}`)).toMatch(/^The scale rose .* values now round to zero\.$/);
  // The last step asks for an SQNR.
  expect(await toldAfter(`#v=1&lesson=fewer-bits&step=7&${NUMBERS}`)).toMatch(/^The scale rose .* The SQNR fell from .*dB\.$/);
});

test('who wants no motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await expect(page.locator('.controls')).toHaveCSS('transition-property', 'none');
});
