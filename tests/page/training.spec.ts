/**
 * The training: it breaks by rounding and heals by training, step by step, by keyboard, by link, on phones, without motion; and what can
 * be taken out of it.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** A small network of few points: a step takes less than a millisecond. */
const SMALL = '#v=1&work=training&train=data+moons+points+40+hidden+8+float-steps+120+bits+2+steps+200';

const lead = (page: Page) => page.locator('.lead-words');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const progress = (page: Page) => page.getByRole('progressbar', { name: 'Steps with rounding' });

const open = async (page: Page, link: string): Promise<void> => {
  await page.goto(`./${link}`);
  await expect(progress(page)).toBeVisible();
};

/** The latent weights of the layer on show. */
const weights = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: 'Export: export' }).click();
  const download = page.waitForEvent('download');
  await button(page, 'Weights of this layer as .npy').click();
  const file = readFileSync(await (await download).path());
  await page.keyboard.press('Escape');
  return file.toString('base64');
};

test('opens trained, breaks at 2 bits, and heals', async ({ page }) => {
  await open(page, '#v=1&work=training');
  await expect(lead(page)).toHaveText('8-bit weights: 0.998 after rounding alone; 0.998 in float.');
  await page.getByRole('radio', { name: '2 bits' }).check({ force: true });
  await expect(lead(page)).toHaveText('2-bit weights: 0.72 after rounding alone; 0.998 in float.');
  await expect(page.locator('.advice')).toContainText('Train with rounding');
  await button(page, 'Train with rounding').click();
  await expect(lead(page)).toHaveText('2-bit weights: 0.72 after rounding alone, 0.998 after training with rounding.', { timeout: 80_000 });
  // At its end it pauses by itself.
  await expect(button(page, 'Go on')).toBeVisible({ timeout: 60_000 });
  await expect(page).toHaveURL(/train=bits\+2\+step\+\d+/);
});

test('a paused step is in the link, which gives the same weights bit for bit', async ({ page }) => {
  await open(page, SMALL);
  await page.getByRole('radio', { name: 'slow' }).check({ force: true });
  await button(page, 'Train with rounding').click();
  await expect.poll(() => progress(page).evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThanOrEqual(3);
  await button(page, 'Pause').click();
  await expect(page).toHaveURL(/step\+\d+/);
  await expect(button(page, 'One step')).toBeEnabled();
  const step = await progress(page).evaluate((bar: HTMLProgressElement) => bar.value + 1);
  await button(page, 'One step').click();
  await expect(page).toHaveURL(new RegExp(`step\\+${step}$`));
  await expect(progress(page)).toHaveJSProperty('value', step);
  const before = await weights(page);
  const link = new URL(page.url()).hash;
  await page.goto('about:blank');
  await open(page, link);
  await expect(progress(page)).toHaveJSProperty('value', step);
  expect(await weights(page)).toBe(before);
  await button(page, 'Reset').click();
  await expect(progress(page)).toHaveJSProperty('value', 0);
  await button(page, 'Undo').click();
  await expect(progress(page)).toHaveJSProperty('value', step);
  expect(await weights(page)).toBe(before);
});

const steps = (page: Page): Promise<number> => progress(page).evaluate((bar: HTMLProgressElement) => bar.value);

test('Reset while it plays begins again at step 0, and Play after it goes on from there', async ({ page }) => {
  await open(page, SMALL);
  await page.getByRole('radio', { name: 'slow' }).check({ force: true });
  await button(page, 'Train with rounding').click();
  await expect.poll(() => steps(page)).toBeGreaterThanOrEqual(3);
  await button(page, 'Reset').click();
  await expect(progress(page)).toHaveJSProperty('value', 0);
  await expect(page).not.toHaveURL(/step\+/);
  await expect(button(page, 'Train with rounding')).toBeEnabled();
  await button(page, 'Train with rounding').click();
  await button(page, 'Pause').click();
  await button(page, /Train with rounding|Go on/).click();
  await expect.poll(() => steps(page)).toBeGreaterThanOrEqual(3);
  await expect(button(page, 'Pause')).toBeVisible();
});

test('undo while it plays shows what was there before, and plays no more', async ({ page }) => {
  await open(page, SMALL);
  await page.getByRole('radio', { name: '3 bits' }).check({ force: true });
  await expect(page).toHaveURL(/bits\+3/);
  await page.getByRole('radio', { name: 'slow' }).check({ force: true });
  await button(page, 'Train with rounding').click();
  await expect.poll(() => steps(page)).toBeGreaterThanOrEqual(2);
  await button(page, 'Undo').click();
  await expect(page).not.toHaveURL(/bits\+3/);
  await expect(button(page, 'Train with rounding')).toBeEnabled();
  await expect(progress(page)).toHaveJSProperty('value', 0);
});

test('what is left while it is computed is computed when it is opened again', async ({ page }) => {
  await page.goto('./#v=1&work=training&train=seed+5+points+40+float-steps+3000+steps+200');
  await expect(page.getByRole('progressbar', { name: 'Steps in float' })).toBeVisible();
  const workspace = page.getByRole('combobox', { name: 'Workspace' });
  await workspace.selectOption('tensor');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await workspace.selectOption('training');
  await expect(button(page, 'Train with rounding')).toBeEnabled({ timeout: 60_000 });
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
});

test('everything is done by keyboard', async ({ page }) => {
  await open(page, SMALL);
  await page.getByRole('radio', { name: '2 bits' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/bits\+3/);
  await button(page, 'Train with rounding').focus();
  await page.keyboard.press('Enter');
  await expect(progress(page)).toHaveJSProperty('value', 200);
  const estimator = page.getByRole('button', { name: /^What stands in for the gradient/ });
  await estimator.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: /^LSQ/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/estimator\+masked/);
  await page.getByRole('button', { name: /^Network/ }).focus();
  await page.keyboard.press('Enter');
  await button(page, 'One neuron more').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/hidden\+9/);
});

test('what is rarely chosen is folded away, and what does not apply is not there', async ({ page }) => {
  await open(page, SMALL);
  const word = (name: RegExp) => page.getByRole('button', { name });
  const more = page.getByText('More', { exact: true });
  await word(/^Training with rounding:/).click();
  await expect(page.getByRole('radio', { name: 'SGD' })).toBeHidden();
  await more.click();
  await expect(page.getByRole('spinbutton', { name: 'Momentum' })).toHaveCount(0);
  await page.getByRole('radio', { name: 'SGD' }).click({ force: true });
  await expect(page).toHaveURL(/optimizer\+0\.9/);
  await page.keyboard.press('Escape');
  await expect(word(/^Training with rounding: SGD/)).toBeVisible();
  // Codes are a choice where none of them is learned to both sides of 0, and no choice where they are the method's own.
  await word(/^What stands in for the gradient/).click();
  await more.click();
  await page.getByRole('radio', { name: /^DoReFa/ }).click({ force: true });
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/estimator\+dorefa/);
  await expect(word(/^Scales:/)).toHaveCount(0);
  await button(page, 'Undo').click();
  await word(/^Scales:/).click();
  await more.click();
  await expect(page.getByRole('radio', { name: 'asymmetric', exact: true })).toHaveCount(0);
  await page.getByRole('radio', { name: 'least squared error' }).click({ force: true });
  await expect(page).toHaveURL(/range\+mse/);
});

test('with the true gradient nothing moves', async ({ page }) => {
  await open(page, `${SMALL}+estimator+true`);
  const before = await weights(page);
  await button(page, 'Train with rounding').click();
  await expect(progress(page)).toHaveJSProperty('value', 200);
  expect(await weights(page)).toBe(before);
});

test('pictures, curves and a program can be saved, and weights opened in the tensor view', async ({ page }) => {
  await open(page, SMALL);
  for (const [name, start] of [
    ['Boundaries as PNG', '\u{89}PNG'],
    ['Boundaries as SVG', '<svg '],
    ['Curves as CSV', 'network,step,training_loss,test_accuracy'],
    ['PyTorch program', '# Trains a small network with 2 bits a weight'],
  ] as const) {
    await page.getByRole('button', { name: 'Export: export' }).click();
    const download = page.waitForEvent('download');
    await button(page, name).click();
    expect(
      readFileSync(await (await download).path())
        .toString('latin1')
        .startsWith(start),
    ).toBe(true);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Export: export' }).click();
  await button(page, 'Open these weights in the tensor view').click();
  await expect(page).toHaveURL(/file=layer-2-step-0\.npy/);
  await expect(lead(page)).toContainText('16 numbers');
});

test('a link that is wrong says so and shows the rest', async ({ page }) => {
  await open(page, `${SMALL}+noise+7+colour+red`);
  await expect(page.locator('.training-warning')).toHaveCount(2);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('nothing is wider than the window, and axe finds nothing', async ({ page, expectAccessible }) => {
    await open(page, SMALL);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible();
  });
});

test('axe finds nothing', async ({ page, expectAccessible }) => {
  await open(page, SMALL);
  await expectAccessible();
});

test.describe('without motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('what is trained appears at the end', async ({ page }) => {
    await open(page, SMALL);
    const seen = page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const values: number[] = [];
          const bar = document.querySelector<HTMLProgressElement>('.training-progress progress');
          const look = (): void => {
            const value = bar?.value ?? 0;
            if (values.at(-1) !== value) values.push(value);
            if (value >= 200) resolve(values);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    await button(page, 'Train with rounding').click();
    expect(await seen).toEqual([0, 200]);
  });
});
