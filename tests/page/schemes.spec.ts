/**
 * Every scheme can be chosen, with exactly its own parameters; errors are shown beside their controls.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { answered, chooseScheme, enter, exportedJson, open, paste, readout, watchAnswers } from './steps.ts';

/** Rows that every block divides. */
const WIDE = '#v=1&data=weights&rows=4&cols=256';

const scheme = (page: Page) => page.getByRole('combobox', { name: 'Scheme' });
const select = (page: Page, name: string, option: string) => page.getByRole('combobox', { name, exact: true }).selectOption(option);

/** Expects that an action changes the readout. */
const changes = async (page: Page, act: () => Promise<unknown>): Promise<void> => {
  const table = page.getByRole('table', { name: 'Readout' });
  await answered(page);
  const before = await table.textContent();
  await act();
  await expect(table).not.toHaveText(before ?? '');
};

test.beforeEach(({ page }) => watchAnswers(page));

const FAMILIES = ['Float', 'Block', 'Codebook', 'Binary etc.', 'Integer'];

test('axe finds nothing with any family open', async ({ page, expectAccessible }) => {
  test.setTimeout(120_000);
  await open(page, WIDE);
  for (const family of FAMILIES) {
    await chooseScheme(page, family);
    await expectAccessible();
  }
});

test('all schemes, each with a sentence, a picture and no complaint', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, WIDE);
  const keys = new Set<string>();
  for (const family of FAMILIES) {
    await chooseScheme(page, family);
    for (const key of await scheme(page)
      .locator('option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))) {
      keys.add(key);
      await scheme(page).selectOption(key);
      await expect(page.locator('#scheme-words')).not.toBeEmpty();
      await expect.poll(() => page.evaluate(() => location.hash)).toContain(key === 'asymmetric' ? 'data=weights' : `scheme=${key}`);
      await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
      await expect(page.getByRole('alert')).toHaveCount(0);
    }
  }
  expect(keys.size).toBe(46);
});

test('a family opens with its first scheme, which takes rows of any length', async ({ page }) => {
  await open(page);
  for (const [family, first] of [
    ['Block', 'mx-e2m1'],
    ['Float', 'e4m3fn'],
    ['Codebook', 'nf4'],
    ['Binary etc.', 'ternary'],
    ['Integer', 'asymmetric'],
  ] as const) {
    await changes(page, () => chooseScheme(page, family));
    await expect(scheme(page)).toHaveValue(first);
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
});

test('floats: scaling, what is too large, widths', async ({ page }) => {
  await open(page, WIDE);
  await chooseScheme(page, 'Float', 'FP8 E4M3 (OCP)');
  await expect(page.getByRole('combobox', { name: 'Too large' })).toBeHidden();
  await expect(page.getByRole('combobox', { name: 'Convention' })).toBeHidden();
  await changes(page, () => select(page, 'Scaling', 'As they are'));
  await expect(page.getByRole('combobox', { name: 'Range' })).toBeHidden();

  await chooseScheme(page, 'Float', 'Your own E and M');
  await changes(page, () => enter(page.getByRole('spinbutton', { name: 'Exponent bits' }), '3'));
  await changes(page, () => enter(page.getByRole('spinbutton', { name: 'Mantissa bits' }), '1'));
  await changes(page, () => select(page, 'Specials', 'Infinity and NaN'));
  await expect(page.getByRole('combobox', { name: 'Too large' })).toBeVisible();
  await select(page, 'Scaling', 'As they are');
  await changes(page, () => enter(page.getByRole('spinbutton', { name: 'Exponent bias' }), '-2'));

  await paste(page, '1 2 100000 4');
  await chooseScheme(page, 'Float', 'fp16');
  await changes(page, () => select(page, 'Too large', 'To the largest number'));
});

test('blocks: scale rule, second level, size, double quantization', async ({ page }) => {
  await open(page, WIDE);
  await chooseScheme(page, 'Block', 'MXFP4');
  await expect(page.getByText('32 values along a row')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Granularity' })).toBeHidden();
  for (const rule of ['CEIL', 'EVEN', 'RCEIL (cuBLAS)']) await changes(page, () => select(page, 'Scale rule', rule));
  await chooseScheme(page, 'Block', 'NVFP4');
  await changes(page, () => page.getByRole('checkbox', { name: 'A scale for the whole tensor too' }).uncheck());
  await chooseScheme(page, 'Block', 'NF4 (bitsandbytes blocks)');
  await changes(page, () => select(page, 'Values in a block', '128 values'));
  await changes(page, () => page.getByRole('checkbox', { name: 'Double quantization' }).check());
});

test('code books and few bits: bits, levels, bound', async ({ page }) => {
  await open(page, `${WIDE}&bits=12`);
  await chooseScheme(page, 'Codebook', 'Powers of two');
  const bits = page.getByRole('spinbutton', { name: 'Bits, as a number' });
  await expect(bits).toHaveValue('8');
  await chooseScheme(page, 'Codebook', 'Lloyd-Max');
  await changes(page, () => enter(bits, '1'));
  await changes(page, () => select(page, 'Granularity', 'Per row (channel)'));
  await expect(page.getByRole('combobox', { name: 'Range' })).toBeHidden();
  await chooseScheme(page, 'Integer');
  await expect(bits).toHaveValue('2');

  await chooseScheme(page, 'Codebook', 'Your own levels');
  const levels = page.getByRole('textbox', { name: 'Levels, separated by commas' });
  await changes(page, () => enter(levels, '-1, -0.1 0;0.1, 1, 0.01'));
  await expect(readout(page, 'Levels used')).toContainText('of 6');

  await chooseScheme(page, 'Binary etc.', 'PACT activations');
  await changes(page, () => enter(page.getByRole('spinbutton', { name: 'Bound α' }), '0.5'));
  await changes(page, () => enter(bits, '8'));
});

test('range methods belong to schemes with a range, HQQ to asymmetric integers', async ({ page }) => {
  await open(page, WIDE);
  const range = page.getByRole('combobox', { name: 'Range' });
  const methods = await range.locator('option').evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  expect(methods).toHaveLength(16);
  for (const method of methods) {
    await range.selectOption(method);
    await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await range.selectOption('Mean ± n σ');
  await changes(page, () => enter(page.getByRole('spinbutton', { name: 'Standard deviations kept' }), '1'));
  await range.selectOption('Percentile (TensorRT)');
  await changes(page, () => enter(page.getByRole('spinbutton', { name: 'Share kept, in percent' }), '80'));
  await range.selectOption('HQQ');
  await chooseScheme(page, 'Integer', 'Symmetric');
  await expect(range).toHaveValue('min-max');
});

for (const [name, hash] of [
  ['a custom float', '&scheme=custom-float&scaled=true&e=3&m=2&bias=1&specials=ieee&saturate=true&granularity=row'],
  ['blocks with a rule', '&scheme=mx-e3m2&rule=rceil'],
  ['levels', '&scheme=levels&levels=-0.5,0,0.25&scaled=true&range=sigma&sigmas=2.5'],
  ['double quantization', '&scheme=bnb-fp4&block=128&nested=true'],
] as const) {
  test(`a link to ${name} opens the same`, async ({ page, context }) => {
    await open(page, WIDE + hash);
    const first = await exportedJson(page);
    await expect(page.getByRole('region', { name: 'Messages' })).toHaveText('');
    const copy = await context.newPage();
    await open(copy, new URL(first.link).hash);
    expect(await exportedJson(copy)).toEqual(first);
  });
}

test('what cannot be is told beside its control, and the picture stays', async ({ page, expectAccessible }) => {
  await open(page);
  const alert = page.getByRole('alert');
  await chooseScheme(page, 'Float', 'Your own E and M');
  const kept = await readout(page, 'MSE').textContent();
  const mantissa = page.getByRole('spinbutton', { name: 'Mantissa bits' });
  await enter(mantissa, '12');
  await expect(alert).toContainText('This float format cannot be');
  await expect(mantissa).toHaveAttribute('aria-invalid', 'true');
  await expect(readout(page, 'MSE')).toHaveText(kept ?? '');
  await enter(mantissa, '2');
  await expect(alert).toHaveCount(0);

  await chooseScheme(page, 'Codebook', 'Your own levels');
  const levels = page.getByRole('textbox', { name: 'Levels, separated by commas' });
  await enter(levels, '0, 1, 1');
  await expect(alert).toHaveText('The level 1 is given twice. Give each level once.');
  await enter(levels, '0, one');
  await expect(alert).toContainText('‘one’ is not a number');
  await enter(levels, '0, 1');
  await expect(alert).toHaveCount(0);

  // Rows of 4 are filled up to blocks of 32.
  await chooseScheme(page, 'Block', 'MXFP4');
  await expect(readout(page, 'MSE')).not.toHaveText(kept ?? '');
  await expect(alert).toHaveCount(0);
  await chooseScheme(page, 'Binary etc.', 'PACT activations');
  await enter(page.getByRole('spinbutton', { name: 'Bound α' }), '-1');
  await expect(alert).toContainText('The bound α is -1.');
  await expectAccessible();
});
