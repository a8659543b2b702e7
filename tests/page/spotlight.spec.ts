/**
 * For a class: one chart has the page, full screen, the layout for projectors.
 */
import { expect, test } from './fixtures.ts';
import { open, openLook, panel, spotlight } from './steps.ts';

test.describe('a chart enlarged', () => {
  test('has the page for projectors to itself, stays through undo, leaves by Esc', async ({ page }) => {
    await open(page);
    const height = async () => (await panel(page, 'series').locator('canvas').boundingBox())?.height ?? 0;
    const small = await height();
    await spotlight(page, 'series').click();
    await expect(page).toHaveURL(/spot=series/);
    await expect.poll(height).toBeGreaterThan(3 * small);
    for (const chart of ['number-line', 'bench', 'map']) await expect(panel(page, chart)).toBeHidden();

    const bits = page.getByRole('group', { name: 'Bits' });
    await bits.getByRole('radio', { name: '2 bits' }).check({ force: true });
    await expect(page.locator('.lead-words')).toContainText('in 2 bits');
    await page.keyboard.press('Control+z');
    await expect(page.locator('.lead-words')).toContainText('in 4 bits');
    await expect(page).toHaveURL(/spot=series/);

    // Esc first closes the innermost element.
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'More' })).toBeHidden();
    await expect(panel(page, 'bench')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(panel(page, 'bench')).toBeVisible();
    await expect.poll(height).toBe(small);
    await expect(page).not.toHaveURL(/spot=/);
  });

  test('is opened by a link, and fits the window', async ({ page }) => {
    await openLook(page, '#v=1&spot=series&theme=projector');
    await expect(panel(page, 'series')).toBeInViewport({ ratio: 0.99 });
    await expect(page.locator('[data-panel]:visible')).toHaveCount(1);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(720);
  });
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

test('for projectors it writes at 24 pixels, with nothing paler than ink', async ({ page }) => {
  await openLook(page, '#v=1&theme=projector');
  await expect(page.locator('body')).toHaveCSS('font-size', '24px');
  for (const words of ['.advice', '.sentence-bits']) await expect(page.locator(words).first()).toHaveCSS('color', 'rgb(27, 31, 36)');
});

test('a chart enlarged from the lab is the one that was asked for, whatever tab was pressed before', async ({ page }) => {
  await openLook(page);
  await page.getByRole('tab', { name: 'Where to clip' }).click();
  await page.getByRole('button', { name: 'All charts' }).click();
  await spotlight(page, 'number-line').click();
  await expect(panel(page, 'number-line').locator('canvas')).toBeVisible();
  await expect(panel(page, 'bench')).toBeHidden();
});
