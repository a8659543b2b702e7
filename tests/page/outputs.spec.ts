/**
 * What comes out of the layer that a built-in weight belongs to: beside the error of the weights, in a sentence where the two
 * disagree, in comparisons and exports; the choice of the inputs; the range that weighs errors by them.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { exported, open, openLook } from './steps.ts';

const LAYER = '#v=1&data=minilm-l3-output-weight&scheme=symmetric&signed=true&granularity=row';

/** The cell of a row of the outputs' table. */
const cell = (page: Page, row: string) =>
  page
    .getByRole('table', { name: /^Outputs of the layer/ })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: row, exact: true }) })
    .getByRole('cell');

test('closer weights, worse outputs: in numbers, in a sentence, and with the range that weighs by inputs', async ({ page }) => {
  await open(page, LAYER);
  await expect(cell(page, 'SQNR')).toHaveText('24.6 dB');
  await expect(cell(page, 'Median channel')).toHaveText('12.0 dB');
  const words = page.locator('.headline .outputs-words');
  await expect(words).toContainText('weights 2.9 dB closer');

  const range = page.getByRole('combobox', { name: 'Range', exact: true });
  await range.selectOption('Least squared error');
  await expect(cell(page, 'SQNR')).toHaveText('16.5 dB');
  await expect(words).toHaveText("Weights 2.9 dB closer than with min-max, the layer's outputs 8.1 dB worse (median channel 3.5 dB better).");
  await range.selectOption('Weighted by inputs');
  await expect(cell(page, 'SQNR')).toHaveText('27.8 dB');
  await expect(page).toHaveURL(/range=weighted/);
});

test('inputs are chosen, made, left out, and taken back', async ({ page }) => {
  await open(page, LAYER);
  const inputs = page.getByRole('combobox', { name: 'Inputs', exact: true });
  await expect(inputs).toHaveValue('recorded');
  await inputs.selectOption('none');
  await expect(cell(page, 'SQNR')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Range', exact: true }).locator('option', { hasText: 'Weighted by inputs' })).toHaveCount(0);
  await inputs.selectOption('made');
  await expect(cell(page, 'SQNR')).toHaveText(/dB$/);
  const of = await cell(page, 'SQNR').textContent();
  const strength = page.getByRole('spinbutton', { name: 'Times larger' });
  await strength.fill('500');
  await strength.press('Enter');
  await expect(cell(page, 'SQNR')).not.toHaveText(of ?? '');
  await expect(page).toHaveURL(/inputs=made.*times=500/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(cell(page, 'SQNR')).toHaveText(of ?? '');

  // Weights that are not from a layer with recorded inputs can have made ones too.
  await open(page, '#v=1&data=weights&rows=16&cols=32');
  await expect(cell(page, 'SQNR')).toHaveCount(0);
  await inputs.selectOption('made');
  await expect(cell(page, 'SQNR')).toHaveText(/dB$/);
});

test('inputs are a tensor of the open files that fits', async ({ page }) => {
  await open(page, '#v=1&scheme=symmetric&signed=true&granularity=row');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open file', exact: true }).click()]);
  await chooser.setFiles(['w_l3_output_dense', 'x_l3_output_dense', 'x_l3_intermediate_dense'].map((name) => `www/public/samples/${name}.npy`));
  const search = page.getByRole('dialog', { name: 'Tensors' }).getByRole('searchbox');
  await search.fill('w_l3');
  await search.press('Enter');
  const inputs = page.getByRole('combobox', { name: 'Inputs', exact: true });
  await inputs.selectOption('file');
  await expect(cell(page, 'SQNR')).toHaveText('24.6 dB');
  // Inputs of another layer have other columns.
  const tensors = page.getByRole('combobox', { name: 'Tensor', exact: true }).locator('option');
  await expect(tensors).toHaveText(['x_l3_output_dense.npy · data']);
  await expect(page).toHaveURL(/inputs=file&infile=x_l3_output_dense\.npy&intensor=data/);
});

test('an importance matrix of the open files says how much errors count, and ggml’s types use it', async ({ page }) => {
  await open(page, '#v=1&data=minilm-l0-intermediate-weight&inputs=none&scheme=q4-k');
  const imatrix = page.getByRole('checkbox', { name: 'Importance matrix' });
  await expect(imatrix).toHaveCount(0);
  const sums = Float32Array.from({ length: 384 }, (_, i) => 1 + 50 * (i % 7));
  const name = Buffer.from('blk.0.ffn_up.weight');
  const numbers = (...of: number[]) => Buffer.from(Int32Array.from(of).buffer);
  const buffer = Buffer.concat([numbers(1, name.length), name, numbers(3, sums.length), Buffer.from(sums.buffer)]);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open file', exact: true }).click()]);
  await chooser.setFiles([{ name: 'imatrix.dat', mimeType: 'application/octet-stream', buffer }]);
  await page.getByRole('dialog', { name: 'Tensors' }).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('combobox', { name: 'Inputs', exact: true }).selectOption('importance');
  await expect(page).toHaveURL(/inputs=importance&infile=imatrix\.dat&intensor=blk\.0\.ffn_up\.weight\.in_sum2/);
  const mse = page.getByRole('region', { name: 'Readout' }).getByRole('row').filter({ hasText: /^MSE/ }).getByRole('cell').first();
  const plain = await mse.textContent();
  await imatrix.check();
  await expect(page).toHaveURL(/imatrix=true/);
  await expect(mse).not.toHaveText(plain ?? '');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the first screen says where weights and outputs disagree, and pinned settings are compared by both', async ({ page }) => {
  await openLook(page, `${LAYER}&range=mse`);
  await expect(page.locator('.lead .outputs-words')).toContainText('8.1 dB worse');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const pins = page.getByRole('table', { name: 'Pinned settings' });
  await expect(pins.getByRole('columnheader', { name: 'SQNR of outputs' })).toBeVisible();
  await expect(pins.getByRole('row', { name: /^A / })).toContainText('16.5 dB');
});

test('the format comparison has the outputs, and “Where to clip” a curve of them with its own least', async ({ page }) => {
  await open(page, LAYER);
  const clip = page.locator('[data-panel=bench]');
  await expect(clip.locator('.outputs-curve path')).toHaveAttribute('d', /^M.*L/);
  await expect(clip).toContainText(/What comes out of the layer errs least with ±0\.\d+, the weights themselves with ±0\.\d+\./);
  await page.getByRole('button', { name: 'Formats' }).click();
  const row = page
    .getByRole('dialog')
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: /^Q4_K/ }) });
  await expect(row).toContainText('34.7 dB');
});

test('exports hold the inputs and the outputs', async ({ page }) => {
  await open(page, LAYER);
  const json = JSON.parse((await exported(page, 'JSON')).text) as { outputs: { sqnr_db: number; tokens: number; inputs: number[]; about: string } };
  expect(json.outputs.sqnr_db.toFixed(2)).toBe('24.60');
  expect([json.outputs.tokens, json.outputs.inputs.length]).toEqual([105, 105 * 1536]);
  expect(json.outputs.about).toBe('inputs: x_l3_output_dense.npy');
  expect((await exported(page, 'CSV')).text).toMatch(/^# inputs: x_l3_output_dense\.npy\n# SQNR of the outputs: 24\.6/);
  expect((await exported(page, 'NumPy')).text).toContain('"the outputs differ"');
});
