/**
 * The built site opens, below any path, without a complaint.
 */
import { expect, test } from './fixtures.ts';

test('the page opens and is accessible', async ({ page, expectAccessible }) => {
  await page.goto('./');
  await expect(page).toHaveTitle(/Quantscope/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible();
});
