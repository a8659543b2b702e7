/**
 * What tests of lessons and the teacher's page do over and over.
 */
import { expect, type Locator, type Page } from '@playwright/test';

/** Opens a link to a lesson and waits for its first words. */
export const lessonOpen = async (page: Page, hash: string): Promise<void> => {
  await page.goto(`./${hash}`);
  // A link that differs in its hash alone loads nothing.
  await page.reload();
  await expect(page.locator('.lesson-words')).toBeVisible();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

/** More than the page has places to stop at. */
const MOST = 120;

/** Goes to `to` by the Tab key alone. */
export const tabTo = async (page: Page, to: Locator): Promise<void> => {
  for (let i = 0; i < MOST; i += 1) {
    if (await to.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not reach ${String(to)}`);
};
