/**
 * The error analysis: conspicuous channels and values link to their positions; remedies and granularities show their cost.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { enter, open, readout } from './steps.ts';

const WEIGHT = '#v=1&data=minilm-l0-output-weight&scheme=symmetric&signed=true&bits=8';

const lab = (page: Page) => page.getByRole('dialog', { name: 'Where is the error?' });

const openErrors = async (page: Page, part?: string): Promise<void> => {
  await page.getByRole('button', { name: 'Where is the error?' }).click();
  if (part !== undefined) await choose(page, part);
};

const choose = (page: Page, name: string): Promise<void> => lab(page).getByRole('radio', { name, exact: true }).check();

const selected = (page: Page) => page.getByRole('slider', { name: 'Selected value in the tensor' });

/** The texts of a column of the part's table. */
const column = (page: Page, place: number): Promise<string[]> =>
  lab(page)
    .locator('.wide-dialog-table tbody tr')
    .evaluateAll((rows, at) => rows.map((row) => row.querySelectorAll('td')[at]?.getAttribute('title') ?? ''), place);

test('the row with the outlier is named, by number, and leads to its largest error', async ({ page, expectAccessible }) => {
  await open(page, `${WEIGHT}&granularity=row`);
  await openErrors(page);
  await expect(lab(page).getByText(/^Rows 36, 31 and 18 reach beyond 6 σ, the first to 7\.915/)).toBeVisible();
  await expect(lab(page).getByText(/^Row 36 of 64 has \d\d\s% of the squared error\.$/)).toBeVisible();
  await expectAccessible('dialog[open]');

  await choose(page, 'By error');
  const shares = (await column(page, 3)).map(Number);
  expect(shares).toHaveLength(64);
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  await expect(lab(page).getByRole('row').nth(1)).toContainText('36');
  await choose(page, 'By max |x|');
  const peaks = (await column(page, 0)).map(Number);
  expect(peaks).toEqual([...peaks].sort((a, b) => b - a));

  await lab(page).getByRole('button', { name: '36', exact: true }).last().click();
  await expect(lab(page)).toBeHidden();
  await expect(selected(page)).toHaveAttribute('aria-valuetext', /^row 36, /);
  // Going to a value is no undo step, and the reopened dialog is sorted as before.
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await openErrors(page);
  await expect(lab(page).getByRole('radio', { name: 'By max |x|' })).toBeChecked();
});

test('columns of activations stand out; keys walk them and go there', async ({ page }) => {
  await open(page, '#v=1&data=minilm-l3-intermediate-input&scheme=symmetric&signed=true&bits=8');
  await openErrors(page);
  await choose(page, 'Columns');
  await expect(lab(page).getByText(/^Columns 100, 224, 64 and 158 reach beyond 6 σ, the first to 28\.8/)).toBeVisible();
  await choose(page, 'By max |x|');
  const strip = lab(page).getByRole('slider', { name: /Channel in the picture/ });
  await strip.focus();
  await page.keyboard.press('Home');
  await expect(strip).toHaveAttribute('aria-valuetext', /^column 100: max \|x\| 28\.8, 34\.3 σ out/);
  await page.keyboard.press('ArrowRight');
  await expect(strip).toHaveAttribute('aria-valuetext', /^column 224: max \|x\| 15\.64/);
  await page.keyboard.press('Enter');
  await expect(lab(page)).toBeHidden();
  await expect(selected(page)).toHaveAttribute('aria-valuetext', /^row \d+, column 224: /);
});

test('a click on the strip goes to the outlier under it', async ({ page }) => {
  await open(page, WEIGHT);
  await openErrors(page);
  const strip = lab(page).getByRole('slider', { name: /Channel in the picture/ });
  const box = await strip.boundingBox();
  if (!box) throw new Error('the strip has no box');
  for (let x = 0.4; x < 0.8; x += 0.004) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height / 3);
    if ((await strip.getAttribute('aria-valuetext'))?.startsWith('row 36:')) break;
  }
  await expect(strip).toHaveAttribute('aria-valuetext', /^row 36: max \|x\| 7\.915, 157 σ out/);
  await page.mouse.down();
  await page.mouse.up();
  await expect(selected(page)).toHaveAttribute('aria-valuetext', /^row 36, /);
});

test('the farthest values lead to their places; keeping one in FP16 frees the levels', async ({ page, expectAccessible }) => {
  await open(page, WEIGHT);
  const before = await readout(page, 'SQNR').textContent();
  await openErrors(page, 'Outliers');
  await expect(lab(page).getByText('5 values lie beyond 6 σ (0.302), in 4 of 1536 columns.')).toBeVisible();
  const sigmas = (await column(page, 0)).map(Number);
  expect(sigmas).toHaveLength(20);
  expect(sigmas).toEqual([...sigmas].sort((a, b) => b - a));

  const line = (name: string) =>
    lab(page)
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('cell');
  const share = lab(page).getByRole('spinbutton', { name: /Share kept/ });
  await enter(share, '0');
  await expect(lab(page).getByText('Nothing is kept: these are the study’s own numbers.')).toBeVisible();
  await expect(line('SQNR')).toHaveText([before ?? '', before ?? '']);
  await enter(share, '0.001');
  await expect(lab(page).getByText(/^1 value in FP16 gain/)).toBeVisible();
  await expect(line('Levels used').first()).toHaveText('13 of 256');
  expect(Number.parseInt((await line('Levels used').last().textContent()) ?? '', 10)).toBeGreaterThan(150);
  // A larger share costs more bits, and the slider announces the share.
  const slider = lab(page).getByRole('slider', { name: /Share kept in FP16/ });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(slider).toHaveAttribute('aria-valuetext', '5 %');
  await expect(lab(page).getByText(/^4916 values in FP16 gain .* and cost 2\.4 bits a value\.$/)).toBeVisible();
  await choose(page, 'Whole columns');
  await expect(lab(page).getByText(/^4 columns \(256 values\) in FP16 gain/)).toBeVisible();
  await expectAccessible('dialog[open]');

  await lab(page).getByRole('button', { name: '0.379', exact: true }).click();
  await expect(lab(page)).toBeHidden();
  await expect(selected(page)).toHaveAttribute('aria-valuetext', /^row 36, column 378: 0\.379/);
});

test('the ladder measures its granularities, takes one as one step, says what cannot be', async ({ page, expectAccessible }) => {
  await open(page, WEIGHT);
  const before = await readout(page, 'SQNR').textContent();
  await openErrors(page, 'Granularity');
  await expect(lab(page).getByRole('status')).toHaveText('6 granularities measured');
  await expect(lab(page).getByRole('button', { name: /^whole tensor\W+as it is now/ })).toBeVisible();
  await expect(lab(page).getByText(/^Best for its bits: columns, /)).toBeVisible();
  await expectAccessible('dialog[open]');
  const rows = lab(page).getByRole('row', { name: /^\W*rows/ });
  const told = await rows.getByRole('cell').nth(1).textContent();
  await rows.getByRole('button').click();
  await expect(lab(page)).toBeHidden();
  expect(page.url()).toContain('granularity=row');
  await expect(page.locator('[data-term="sqnr"]')).toContainText(told ?? '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(readout(page, 'SQNR')).toHaveText(before ?? '');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();

  await open(page, '#v=1');
  await openErrors(page, 'Granularity');
  const refused = lab(page).locator('details');
  await expect(lab(page).getByRole('button', { name: 'groups of 32' })).toHaveCount(0);
  await refused.getByText('3 do not apply: why').click();
  await expect(refused).toContainText('groups of 32A group of 32 does not divide a row of 4 values.');
  await page.keyboard.press('Escape');
  await open(page, '#v=1&data=weights&scheme=mx-e2m1');
  await openErrors(page, 'Granularity');
  await expect(lab(page).getByText(/blocks of 32 values by itself/)).toBeVisible();
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('shows each part without scrolling sideways, large enough for fingers', async ({ page, expectAccessible }) => {
    await open(page, `${WEIGHT}&granularity=row`);
    await openErrors(page);
    for (const part of ['Channels', 'Outliers', 'Granularity']) {
      await choose(page, part);
      await expect(lab(page).locator('.wide-dialog-table').first()).toBeVisible();
      expect(await lab(page).evaluate((element) => element.scrollWidth - element.clientWidth), part).toBe(0);
      const small = await lab(page).evaluate((dialog) =>
        [...dialog.querySelectorAll<HTMLElement>('button, input:not([type=radio]), .segments')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.getAttribute('aria-label') ?? element.textContent),
      );
      expect(small, `${part}: targets lower than 44 px`).toEqual([]);
      await expectAccessible('dialog[open]');
    }
  });
});
