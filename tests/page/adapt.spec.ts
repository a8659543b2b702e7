/**
 * A teacher changes a lesson in a form: faults are told, the changed lesson is in the list with its answers, and its link opens it for
 * everybody.
 */
import type { Page } from '@playwright/test';
import { openTool } from './classroom.ts';
import { expect, test } from './fixtures.ts';
import { open } from './steps.ts';

const fill = async (page: Page, label: string, text: string): Promise<void> => {
  const field = page.getByLabel(label, { exact: true }).first();
  await field.fill(text);
  await field.blur();
};

test('a copy is changed, checked, and carried in its link', async ({ page, browser, expectAccessible }) => {
  await open(page);
  await openTool(page, 'Adapt');
  await page.locator('.teacher-what select').selectOption('asymmetric');
  await page.getByRole('button', { name: 'Copy and change' }).click();
  await fill(page, 'Title', 'Scales in 5 steps');
  await expect(page.getByText('title, en: the number 5 is typed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try it' })).toBeDisabled();
  await fill(page, 'Title', 'Scales for us');
  await expect(page.getByText('Nothing is wrong with the lesson.')).toBeVisible();

  // The first two steps are enough; the second, moved up, keeps what it shows and asks.
  const steps = page.locator('.adapt-step');
  while ((await steps.count()) > 2) {
    await steps.last().evaluate((step: HTMLDetailsElement) => (step.open = true));
    await steps.last().getByRole('button', { name: 'Remove the step' }).click();
  }
  await steps.last().locator('summary').first().click();
  await expectAccessible('dialog[open]');
  await steps.last().getByRole('button', { name: 'Move up' }).click();
  await expect(steps.first()).toContainText('The scale');

  await page.getByRole('tab', { name: 'Plan and answers' }).click();
  await expect(page.locator('.teacher-key > li')).toHaveCount(1);
  await expect(page.locator('.teacher-key > li')).toContainText('6.6 (± 0.2 is right)');
  await page.getByRole('tab', { name: 'Link' }).click();
  const link = page.getByRole('textbox', { name: 'Link', exact: true }).first();
  await expect(link).toHaveValue(/lesson=\./);
  const address = await link.inputValue();
  expect(address.length).toBeLessThan(2000);

  const student = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await student.goto(address);
  await expect(student.locator('.lesson-words')).toContainText('distance between two codes');
  await expect(student.getByRole('heading', { name: 'Scales for us' })).toBeVisible();
  await student.getByLabel('How large is the scale?').fill('6.6');
  await student.getByRole('button', { name: 'Check' }).click();
  await expect(student.locator('.question-verdict')).toHaveAttribute('data-right', 'true');
  // Cut by a messenger.
  await student.goto('about:blank');
  await student.goto(address.replace(/(lesson=\.[\w-]{100})[\w-]+/, '$1'));
  await expect(student.getByText('a part of it is missing or damaged')).toBeVisible();
  await student.context().close();
});

test('a link that locks or hides what a lesson needs is told', async ({ page }) => {
  await open(page);
  await openTool(page, 'Link');
  await page.locator('.teacher-what select').selectOption('asymmetric');
  await page.getByText('Hide or lock parts of the page').click();
  await page.getByRole('radio', { name: 'the readout: Hidden' }).check();
  await expect(page.getByText('Step 6 points at the readout, which is hidden.')).toBeVisible();
  await page.getByRole('radio', { name: 'the bits: Locked' }).check();
  await expect(page.getByText('The task of step 7 is solved with the bits, which cannot be changed there.')).toBeVisible();
  await page.getByRole('radio', { name: 'the bits: Shown' }).check();
  await page.getByRole('radio', { name: 'the readout: Shown' }).check();
  await expect(page.getByText('cannot be changed there')).toHaveCount(0);
});
