/**
 * Small windows, touch, large type, wide spacing, right-to-left text: nothing is cut off, nothing scrolls sideways.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open, openLook, OPENERS, panel, readout, spotlight } from './steps.ts';

/** How much wider than the window the page is. */
const sideways = (page: Page) => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? NaN) - document.documentElement.clientWidth);

for (const width of [320, 360, 390]) {
  test.describe(`a phone ${width} px wide`, () => {
    test.use({ viewport: { width, height: 760 }, hasTouch: true, isMobile: true });

    test('fits, keeps the number line in sight, raises the controls', async ({ page, expectAccessible }) => {
      await open(page);
      expect(await sideways(page)).toBe(0);
      await page.getByRole('button', { name: 'Controls', exact: true }).tap();
      await page.getByRole('button', { name: '2 bits' }).tap();
      await expect(readout(page, 'Codes')).toHaveText('0 to 3');
      await expectAccessible();
      await page.getByRole('button', { name: 'Close controls' }).tap();
      await page.getByRole('heading', { name: 'Where to clip' }).scrollIntoViewIfNeeded();
      await page.mouse.wheel(0, 400);
      await expect(panel(page, 'number-line').getByRole('img')).toBeInViewport();
      expect(await sideways(page)).toBe(0);
    });

    test('nothing to be touched is smaller than a fingertip', async ({ page }) => {
      await open(page, '#v=1&data=weights&granularity=row');
      await panel(page, 'bench').getByRole('button', { name: 'Listen' }).tap();
      await page.getByRole('button', { name: 'Controls', exact: true }).tap();
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, select, summary, input, [role=slider]')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.skip'))
          // The label is the touch target.
          .map((element) => (element.matches('[type=radio], [type=checkbox]') ? (element.closest('label') ?? element) : element))
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height < 43.99 || box.width < 43.99)
          .map(({ element, box }) => `${element.getAttribute('aria-label') ?? element.textContent} ${box.width} x ${box.height}`),
      );
      expect(small).toEqual([]);
    });

    test('no dialog is wider, and the spotlight fits', async ({ page }) => {
      await open(page);
      for (const opener of OPENERS) {
        const button = page.getByRole('button', { name: opener, exact: true });
        // On phones some are in the sheet of the controls, others behind the dots.
        if (opener === 'Where conventions disagree') await page.getByRole('button', { name: 'Controls', exact: true }).tap();
        else if (!(await button.isVisible())) await page.getByRole('button', { name: 'More', exact: true }).tap();
        if (opener !== 'View') await button.tap();
        const box = await page.locator('dialog[open], :popover-open').last().boundingBox();
        expect(box?.x, opener).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0), opener).toBeLessThanOrEqual(width);
        await page.keyboard.press('Escape');
        await page.keyboard.press('Escape');
      }
      await spotlight(page, 'map').tap();
      await expect(panel(page, 'matrices').or(panel(page, 'map')).first()).toBeInViewport({ ratio: 0.9 });
      await expect(panel(page, 'number-line')).toBeHidden();
      expect(await sideways(page)).toBe(0);
      await page.keyboard.press('Escape');
      await expect(panel(page, 'number-line')).toBeVisible();
    });
  });
}

test.describe('large type', () => {
  for (const [name, viewport] of [
    ['200 %', { width: 640, height: 360 }],
    ['400 %', { width: 320, height: 180 }],
  ] as const) {
    test(`a window of 1280 by 720 at ${name} scrolls one way only`, async ({ page }) => {
      await page.setViewportSize(viewport);
      for (const layout of ['look', 'present']) {
        await openLook(page, `#v=1&data=weights&granularity=row&layout=${layout}`);
        expect(await sideways(page), layout).toBe(0);
      }
      await open(page, '#v=1&data=weights&granularity=row');
      expect(await sideways(page), 'lab').toBe(0);
      await page.getByRole('button', { name: 'Controls', exact: true }).click();
      await page.getByRole('button', { name: '8 bits' }).click();
      await expect(readout(page, 'Codes')).toHaveText('0 to 255');
    });
  }

  test('more space between lines, words and letters cuts no words off', async ({ page }) => {
    await open(page, '#v=1&data=weights&granularity=row');
    // As a user style sheet, to which the page's policy does not apply.
    await page.evaluate(() => {
      const spacing = new CSSStyleSheet();
      spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }');
      document.adoptedStyleSheets = [spacing];
    });
    expect(await sideways(page)).toBe(0);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, label, td, .hint, .step-work, .headline-words')]
        .filter((element) => element.checkVisibility() && !element.closest('.hidden-words, .hear, .skip'))
        .filter((element) => {
          const scroller = element.closest('.headline, .steps, .side');
          const clipped = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible';
          return clipped && element !== scroller;
        })
        .map((element) => element.textContent),
    );
    expect(cut).toEqual([]);
  });
});

test('from right to left the page turns about, charts and numbers do not', async ({ page }) => {
  await open(page, '#v=1&data=weights');
  const x = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x ?? NaN;
  const [side, stage] = [await x('.side'), await x('.stage')];
  expect(side).toBeLessThan(stage);
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  expect(await x('.side')).toBeGreaterThan(await x('.stage'));
  expect(await sideways(page)).toBe(0);
  for (const kept of ['.chart', 'input[role=spinbutton]', '.step-work']) await expect(page.locator(kept).first()).toHaveCSS('direction', 'ltr');
  const table = panel(page, 'histogram').locator('details');
  await table.locator('summary').click();
  const box = await table.getByRole('region').boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1280);
});
