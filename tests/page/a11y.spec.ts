/**
 * No violation in any look with any panel open, and nothing wider than a phone.
 */
import { expect, test } from './fixtures.ts';
import { chooseScheme, open, paste, readout } from './steps.ts';

for (const look of ['Light', 'Dark', 'Projector'] as const) {
  test(`axe finds nothing in the ${look.toLowerCase()} look, whatever is open`, async ({ page, expectAccessible }) => {
    test.setTimeout(180_000);
    await open(page, '#v=1&data=weights&granularity=row');
    await page.getByRole('combobox', { name: 'Look' }).selectOption(look);
    await expect(page.locator('html')).toHaveAttribute('data-theme', look.toLowerCase());
    await expectAccessible();

    for (const opener of ['Export', 'Proof', 'About', 'Share', 'SQNR']) {
      await page.getByRole('button', { name: opener, exact: true }).click();
      await expectAccessible('dialog[open], :popover-open');
      await page.keyboard.press('Escape');
    }
    await page.locator('summary', { hasText: 'Table of Histogram' }).click();
    await expectAccessible('details[open]');
    await page.keyboard.press('Escape');

    await paste(page, '1 2 x');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible('dialog[open]');
  });
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

for (const width of [360, 390]) {
  test.describe(`a phone ${width} px wide`, () => {
    test.use({ viewport: { width, height: 760 }, hasTouch: true, isMobile: true });

    test('fits, keeps the number line in sight, raises the controls', async ({ page, expectAccessible }) => {
      await open(page);
      const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(await sideways()).toBe(0);
      await page.getByRole('button', { name: 'Controls', exact: true }).tap();
      await page.getByRole('button', { name: '2 bits' }).tap();
      await expect(readout(page, 'Codes')).toHaveText('0 to 3');
      await expectAccessible();
      await page.getByRole('button', { name: 'Close controls' }).tap();
      await page.getByRole('heading', { name: 'Clipping bench' }).scrollIntoViewIfNeeded();
      await page.mouse.wheel(0, 400);
      await expect(page.getByRole('heading', { name: 'Number line' })).toBeInViewport();
      expect(await sideways()).toBe(0);

      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, select, input:not([type=radio], [type=checkbox])')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.getAttribute('aria-label') ?? element.textContent),
      );
      expect(small, 'targets lower than 44 px').toEqual([]);
    });
  });
}
