/**
 * For a class: one chart takes the stage, full screen, the projector theme.
 */
import { expect, test } from './fixtures.ts';
import { open, panel, readout, spotlight } from './steps.ts';

test.describe('the spotlight', () => {
  test('gives a chart the whole stage, stays through undo, leaves by Esc', async ({ page }) => {
    await open(page);
    const height = async () => (await panel(page, 'histogram').locator('canvas').boundingBox())?.height ?? 0;
    const small = await height();
    const header = await page.getByRole('banner').boundingBox();
    const side = await page.getByRole('complementary').boundingBox();
    await spotlight(page, 'histogram').click();
    await expect(spotlight(page, 'histogram')).toHaveAttribute('aria-pressed', 'true');
    await expect(page).toHaveURL(/spot=histogram/);
    await expect.poll(height).toBeGreaterThan(3 * small);
    for (const chart of ['number-line', 'series', 'bench', 'map']) await expect(panel(page, chart)).toBeHidden();
    // The rest stays where it is.
    expect(await page.getByRole('banner').boundingBox()).toEqual(header);
    expect(await page.getByRole('complementary').boundingBox()).toEqual(side);

    await page.getByRole('button', { name: '2 bits' }).click();
    await expect(readout(page, 'Codes')).toHaveText('0 to 3');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(readout(page, 'Codes')).toHaveText('0 to 15');
    await expect(page).toHaveURL(/spot=histogram/);

    // Esc first closes the innermost element.
    await page.getByRole('button', { name: 'SQNR', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(panel(page, 'bench')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(panel(page, 'bench')).toBeVisible();
    await expect.poll(height).toBe(small);
    await expect(page).not.toHaveURL(/spot=/);
  });

  for (const theme of ['light', 'projector'] as const) {
    test(`is opened by a link, in ${theme}, and fits the window`, async ({ page }) => {
      await open(page, `#v=1&spot=series&compare=transfer&theme=${theme}`);
      await expect(panel(page, 'transfer')).toBeInViewport({ ratio: 0.99 });
      await expect(page.locator('[data-panel]:visible')).toHaveCount(1);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(720);
    });
  }
});

test('full screen, and back', async ({ page }) => {
  await open(page);
  const button = page.getByRole('button', { name: 'Full screen' });
  // Popovers close when full screen begins or ends, the menu too.
  for (const was of [false, true]) {
    await page.getByRole('button', { name: 'View', exact: true }).click();
    await expect(button).toHaveAttribute('aria-pressed', String(was));
    await button.click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(!was);
    await page.keyboard.press('Escape');
  }
});

test('no button for a full screen that the browser refuses', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Document.prototype, 'fullscreenEnabled', { get: () => false }));
  await open(page);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await expect(page.getByRole('combobox', { name: 'Theme' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Full screen' })).toHaveCount(0);
});

test('the projector writes at 24 pixels, with nothing paler than ink', async ({ page }) => {
  await open(page, '#v=1&theme=projector');
  await expect(page.locator('body')).toHaveCSS('font-size', '24px');
  for (const words of ['.headline-more', '.panel-words', '.hint']) {
    await expect(page.locator(words).first()).toHaveCSS('color', 'rgb(27, 31, 36)');
  }
});
