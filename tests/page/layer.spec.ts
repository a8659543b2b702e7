/**
 * The layer's workspace: what comes out of a layer with weight and inputs rounded, each method by hand, links, keys, what is said where
 * there are no inputs, accessibility, phones.
 */
import { type Locator, type Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const LAYER = '#v=1&work=layer&data=minilm-l3-output-weight&scheme=symmetric&signed=true&granularity=row';

const lead = (page: Page): Locator => page.locator('.lead-words');

/** Opens the layer and waits until what comes out is said. */
const openLayer = async (page: Page, hash = LAYER): Promise<void> => {
  await page.goto(`./${hash}`);
  await expect(lead(page)).toContainText(/the outputs err by .*SQNR .*dB/);
};

/** Chooses in the card that a word opens. */
const chooseIn = async (page: Page, word: string | RegExp, choice: string): Promise<void> => {
  await page.getByRole('button', { name: word }).click();
  await page.getByRole('radio', { name: choice, exact: true }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
};

/** What a button saves, as text. */
const saved = async (page: Page, button: Locator): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** The JSON that the page saves of the layer. */
const layerJson = async (page: Page): Promise<{ link: string }> =>
  JSON.parse(await saved(page, page.getByRole('button', { name: 'JSON', exact: true }))) as { link: string };

/** A number of the table beside the pictures. */
const number = (page: Page, row: string): Locator =>
  page
    .getByRole('table', { name: 'Numbers of the layer' })
    .getByRole('row', { name: new RegExp(`^${row}`) })
    .getByRole('cell')
    .first();

test('the outputs of a layer: in the sentence, in numbers, with inputs rounded, undone', async ({ page }) => {
  await openLayer(page);
  await expect(lead(page)).toHaveText(/^INT4 weights by row, inputs exact; the outputs err by \d\.\d\s% \(SQNR 2\d\.\d\sdB\)$/);
  await expect(page.locator('.advice')).toContainText('Judged by 52 tokens that no method has seen.');
  const exact = await number(page, 'all').textContent();
  await chooseIn(page, /^Rounding of the inputs/, 'as they come');
  await expect(lead(page)).toContainText('inputs INT8 by token');
  await expect(page).toHaveURL(/layer=x\+dynamic/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(number(page, 'all')).toHaveText(exact ?? '');
});

test('choosing the layer for a weight without inputs makes some; one undo takes both back', async ({ page }) => {
  await page.goto('./#v=1');
  const select = page.getByRole('combobox', { name: 'Workspace' });
  await select.selectOption('layer');
  await expect(lead(page)).toContainText(/the outputs err by .*SQNR .*dB/);
  await expect(page).toHaveURL(/inputs=made/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(select).toHaveValue('tensor');
  await expect(page).not.toHaveURL(/inputs=/);
});

test('SmoothQuant by hand: alpha moves difficulty from inputs to weight, and the link holds it', async ({ page }) => {
  await openLayer(page);
  await chooseIn(page, /^Method/, 'SmoothQuant');
  await expect(lead(page)).toContainText(/^SmoothQuant: INT4/);
  await expect(page.locator('.advice')).toContainText(/(better|worse) than rounding to nearest/);
  const words = page.locator('[data-picture=columns] .layer-foot p');
  await expect(words).toContainText('→');
  const before = await words.textContent();
  const alpha = page.getByRole('slider', { name: /^α/ });
  await alpha.focus();
  await page.keyboard.press('ArrowRight');
  await expect(words).not.toHaveText(before ?? '');
  await expect(page).toHaveURL(/smoothing\+0\.55/);
});

for (const [method, cost] of [
  ['AWQ', /scales of columns/],
  ['GPTQ', /Costs nothing/],
  ['Hadamard rotation', /additions for each input value/],
  ['LLM.int8()', /columns? in 16 bits/],
] as const) {
  test(`${method} by hand, and its link gives the same numbers`, async ({ page }) => {
    await openLayer(page, `${LAYER}&layer=x+dynamic`);
    await chooseIn(page, /^Method/, method);
    await expect(lead(page)).toContainText(`${method}: INT4`);
    await expect(page.locator('.layer-card > .hint')).toContainText(cost);
    await expect(page.locator('.advice')).toContainText(/rounding to nearest/);
    const [first, numbers] = [await layerJson(page), await page.getByRole('table', { name: 'Numbers of the layer' }).textContent()];
    await page.goto('about:blank');
    await page.goto(first.link);
    await expect(page.getByRole('table', { name: 'Numbers of the layer' })).toHaveText(numbers ?? '');
    expect(await layerJson(page)).toEqual(first);
  });
}

test('the arithmetic of one output, a line a term, and GPTQ’s walk stopped on its way', async ({ page }) => {
  await openLayer(page);
  await page.getByRole('tab', { name: 'One output' }).click();
  await page.getByRole('button', { name: 'Round both to integers' }).click();
  const terms = page.getByRole('table', { name: 'Arithmetic of one output' });
  await expect(terms).toContainText('1536 products');
  await expect(page.locator('.layer-arithmetic .hint')).toContainText('It fits 32 bits.');
  const output = await terms.textContent();
  await page.getByRole('spinbutton', { name: 'Output channel' }).fill('17');
  await page.keyboard.press('Enter');
  await expect(terms).not.toHaveText(output ?? '');
  await page.getByRole('tab', { name: /walk/ }).click();
  await page.getByRole('button', { name: 'Use GPTQ' }).click();
  await page.getByRole('button', { name: 'One column back' }).click();
  const walked = page.locator('[data-picture=walk] .layer-foot p');
  await expect(walked).toContainText('1535 of 1536 columns are rounded');
  await page.getByRole('slider', { name: 'Columns rounded' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(walked).toContainText('1534 of 1536 columns are rounded');
  await expect(walked).toContainText('Weights of the next columns have moved');
});

test('the view on show is in the link, one step of undo, and no new question', async ({ page }) => {
  await openLayer(page, `${LAYER}&layer=method+gptq+view+walk`);
  const walk = page.getByRole('tab', { name: /walk/ });
  await expect(walk).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'Outputs' }).click();
  await expect(page).toHaveURL(/layer=method\+gptq\+view\+outputs/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(walk).toHaveAttribute('aria-selected', 'true');
  await chooseIn(page, /^Method/, 'AWQ');
  await expect(page).toHaveURL(/layer=method\+awq\+view\+walk/);
});

test('what a method made opens as a tensor', async ({ page }) => {
  await openLayer(page, `${LAYER}&layer=method+hadamard`);
  await page.getByRole('button', { name: 'Open this weight as a tensor' }).click();
  await expect(page).toHaveURL(/tensor=|file=weight-hadamard/);
  await expect(lead(page)).toContainText('different values');
});

test('methods side by side: with the ranking where it changes, one press takes one', async ({ page }) => {
  await openLayer(page);
  await page.getByRole('tab', { name: 'Methods' }).click();
  await expect(page.locator('.layer-finding')).toContainText(/these inputs.*with/, { timeout: 60_000 });
  const table = await saved(page, page.getByRole('button', { name: 'The comparison as CSV' }));
  expect(table.split('\n')[0]).toMatch(/^method,inputs,evaluation_db,/);
  expect(table.trim().split('\n')).toHaveLength(1 + 6 * 3);
  const picture = await saved(page, page.getByRole('button', { name: /^Methods as SVG$/ }));
  expect(picture).toContain('Hadamard rotation');
  await page
    .getByRole('row', { name: /^SmoothQuant/ })
    .getByRole('button')
    .click();
  await expect(lead(page)).toContainText('SmoothQuant');
});

test('without inputs it says so, and a press makes some or opens a layer that has some', async ({ page }) => {
  await page.goto('./#v=1&work=layer');
  await page.getByRole('button', { name: 'Make inputs' }).click();
  await expect(lead(page)).toContainText(/the outputs err by .*SQNR .*dB/);
  await page.goto('./#v=1&work=layer&bits=3');
  await page.getByRole('button', { name: 'Open a layer with recorded inputs' }).click();
  await expect(lead(page)).toContainText(/the outputs err by .*SQNR .*dB/);
});

test('one press leads from the tensor to its layer', async ({ page }) => {
  await page.goto(`./${LAYER.replace('work=layer&', '')}`);
  await page.getByRole('button', { name: /^Outputs at/ }).click();
  await expect(lead(page)).toContainText(/the outputs err by .*SQNR .*dB/);
  await expect(page).toHaveURL(/work=layer/);
});

test('the pictures have tables and files', async ({ page }) => {
  await openLayer(page);
  const picture = page.locator('[data-picture=columns]');
  await picture.locator('summary').click();
  await expect(picture.getByRole('table')).toContainText('largest |x|');
  await page.keyboard.press('Escape');
  const [download] = await Promise.all([page.waitForEvent('download'), picture.getByRole('button', { name: /as SVG$/ }).click()]);
  expect(download.suggestedFilename()).toBe('quantscope-layer-columns.svg');
});

test('all of it by keyboard', async ({ page }) => {
  await openLayer(page);
  const method = page.getByRole('button', { name: /^Method/ });
  await method.focus();
  await page.keyboard.press('Enter');
  // The choice that is taken has the focus once the choices are open.
  await expect(method).not.toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(lead(page)).toContainText('SmoothQuant');
  await page.getByRole('tab', { name: 'Columns' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Outputs' })).toHaveAttribute('aria-selected', 'true');
  const errors = page.getByRole('slider', { name: 'Errors of channels and tokens' });
  await errors.focus();
  await page.keyboard.press('ArrowRight');
  await expect(errors).toHaveAttribute('aria-valuetext', /^channel 1, /);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${theme}`, async ({ page, expectAccessible }) => {
    await openLayer(page, `${LAYER}&theme=${theme}`);
    for (const view of await page.getByRole('tab').all()) {
      await view.click();
      await expectAccessible();
    }
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('all is there, and nothing is wider than the window', async ({ page }) => {
    await openLayer(page);
    await expect(page.locator('[data-picture=columns] canvas')).toBeVisible();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Method/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
