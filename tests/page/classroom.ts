/**
 * Steps shared by the tests of lessons and of the teacher's page.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import { inLab } from './steps.ts';

/** Opens a link to a lesson in the lab and waits for its first words. */
export const lessonOpen = async (page: Page, hash: string): Promise<void> => {
  await page.goto(`./${inLab(hash)}`);
  // A link that differs only in its hash does not reload the page.
  await page.reload();
  // A class's link asks for the student's number first.
  const [words, number] = [page.locator('.lesson-words'), page.getByLabel('Number in the class')];
  await expect(words.or(number)).toBeVisible();
  if (await number.isVisible()) {
    await number.fill('7');
    await number.press('Enter');
  }
  await expect(words).toBeVisible();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

/** Opens a tool of the teacher's page. */
export const openTool = async (page: Page, tool: string): Promise<void> => {
  await page.getByRole('button', { name: 'Lessons', exact: true }).first().click();
  await page.getByRole('button', { name: 'For teachers' }).click();
  await page.getByRole('tab', { name: tool }).click();
};

/** More than the number of Tab stops on the page. */
const MOST = 120;

/** Moves the focus to `to` with the Tab key only. */
export const tabTo = async (page: Page, to: Locator): Promise<void> => {
  for (let i = 0; i < MOST; i += 1) {
    if (await to.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not reach ${String(to)}`);
};
