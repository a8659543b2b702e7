/**
 * The user's own files: opened, dropped, pasted, listed, searched, sliced, linked to. No data leaves the page.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { corruptEngine, exposeEngine } from './engine.ts';
import { expect, test } from './fixtures.ts';
import { enter, exported, exportedJson, open, readout } from './steps.ts';

const FOLDER = 'tests/data/formats';
const MIXED = `${FOLDER}/mixed.safetensors`;
const DTYPES = `${FOLDER}/dtypes.safetensors`;
const MATRIX = `${FOLDER}/matrix16.npy`;

/** Opens files by the browser's own dialog. */
const choose = async (page: Page, ...files: string[]): Promise<void> => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open file', exact: true }).click()]);
  await chooser.setFiles(files);
};

/** Files as the page gets them from a drop or from the clipboard. */
const transferOf = async (page: Page, files: readonly { name: string; text: string }[]) =>
  page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);

const list = (page: Page) => page.getByRole('dialog', { name: 'Tensors' });
const rows = (page: Page) => list(page).locator('tbody').getByRole('row');
const source = (page: Page) => page.getByRole('region', { name: 'Where the numbers come from' });

/** Shows a tensor of an open file by its name. */
const show = async (page: Page, name: string): Promise<void> => {
  await list(page).getByRole('searchbox').fill(name);
  await list(page).getByRole('searchbox').press('Enter');
  await expect(source(page)).toContainText(name);
};

test('a file with one tensor is shown at once; undo goes back, redo needs no file again', async ({ page }) => {
  await open(page);
  const before = await readout(page, 'Scale').textContent();
  await choose(page, MATRIX);
  await expect(source(page)).toContainText('matrix16.npy · data · F32');
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(readout(page, 'Scale')).not.toHaveText(before ?? '');
  const scale = await readout(page, 'Scale').textContent();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(readout(page, 'Scale')).toHaveText(before ?? '');
  await expect(source(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(readout(page, 'Scale')).toHaveText(scale ?? '');
});

test('several tensors are listed, found by words, reached by keys', async ({ page, expectAccessible }) => {
  await open(page);
  await choose(page, MIXED, DTYPES);
  const grid = list(page).getByRole('grid', { name: 'Tensors' });
  await expect(grid).toHaveAttribute('aria-rowcount', '23');
  await expectAccessible('dialog[open]');
  const search = list(page).getByRole('searchbox');
  await expect(search).toBeFocused();
  await search.fill('outlier f16');
  await expect(rows(page)).toHaveCount(2);
  await search.fill('rank3');
  await expect(rows(page)).toContainText(['4 × 4 × 16']);
  await search.fill('');
  await search.press('ArrowDown');
  await expect(grid).toBeFocused();
  await page.keyboard.press('End');
  const last = rows(page).last();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(grid).toHaveAttribute('aria-activedescendant', (await last.getAttribute('id')) ?? '');
  // Typed characters go to the search.
  await page.keyboard.type('norm');
  await expect(search).toHaveValue('norm');
  await page.keyboard.press('Enter');
  await expect(list(page)).toHaveCount(0);
  await expect(source(page)).toContainText('mixed.safetensors · norm.f32 · F32');
  await expect(page.getByRole('combobox', { name: 'Data' }).locator('option:checked')).toHaveText('mixed.safetensors: norm.f32');
  await expect(page.getByRole('button', { name: 'Tensors (22)' })).toBeVisible();
});

test('ten thousand tensors are listed by the rows in sight', async ({ page }) => {
  await open(page);
  const header = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, i) => [`layer.${i}.weight`, { dtype: 'F32', shape: [1], data_offsets: [4 * i, 4 * i + 4] }]),
  );
  const text = JSON.stringify(header);
  const file = Buffer.alloc(8 + text.length + 40_000);
  file.writeBigUInt64LE(BigInt(text.length));
  file.write(text, 8);
  await page.locator('.data-menu input[type=file]').setInputFiles({ name: 'many.safetensors', mimeType: '', buffer: file });
  await expect(list(page).getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
  expect(await rows(page).count()).toBeLessThan(100);
  await list(page).getByRole('searchbox').press('ArrowDown');
  await page.keyboard.press('End');
  await expect(rows(page).last()).toContainText('layer.9999.weight');
  await expect(rows(page).last()).toBeInViewport();
});

test('files are dropped anywhere, also several, and pasted', async ({ page }) => {
  await open(page);
  const dropped = await transferOf(page, [{ name: 'a.csv', text: '1,2\n3,4' }]);
  const overlay = page.getByText('Drop to open');
  await page.locator('body').dispatchEvent('dragenter', { dataTransfer: dropped });
  await expect(overlay).toBeVisible();
  await page.locator('body').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(overlay).toBeHidden();
  await expect(source(page)).toContainText('a.csv');
  await expect(readout(page, 'Range')).toHaveText('1 to 4');

  // Files opened later are added; a file of the same name is replaced.
  const more = await transferOf(page, [
    { name: 'a.csv', text: '5,6' },
    { name: 'b.csv', text: '7,8' },
  ]);
  await page.locator('body').dispatchEvent('drop', { dataTransfer: more });
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press('Escape');

  const pasted = await transferOf(page, [{ name: 'c.csv', text: '9,10' }]);
  await page.evaluate((clipboardData) => document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true })), pasted);
  await expect(source(page)).toContainText('c.csv');
  await expect(page.getByRole('button', { name: 'Tensors (3)' })).toBeVisible();
});

test('what cannot be read is told beside the data, and the picture stays', async ({ page }) => {
  await open(page);
  const before = await readout(page, 'Scale').textContent();
  const wrong = await transferOf(page, [{ name: 'model.h5', text: '\x89HDF' }]);
  await page.locator('body').dispatchEvent('drop', { dataTransfer: wrong });
  await expect(page.getByRole('combobox', { name: 'Data' })).toHaveAccessibleDescription(/HDF5 or Keras/);
  await expect(readout(page, 'Scale')).toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);

  // Here too, open files stay open.
  await choose(page, MATRIX);
  await expect(source(page)).toContainText('matrix16.npy');
  await page.locator('body').dispatchEvent('drop', { dataTransfer: wrong });
  await expect(page.getByRole('alert')).toHaveText(/HDF5 or Keras/);
  await expect(page.getByRole('button', { name: 'Tensors (1)' })).toBeVisible();
  await page.getByRole('button', { name: '2 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('rows, slices, and steps through an axis', async ({ page }) => {
  await open(page);
  await choose(page, DTYPES);
  await show(page, 'rank3.f32');
  const axis = page.getByRole('combobox', { name: 'Rows are' });
  await expect(axis.locator('option')).toHaveText(['axis 0 (4)', 'axis 1 (4)', 'axis 2 (16)', 'all but the last']);
  await expect(axis.locator('option:checked')).toHaveText('axis 0 (4)');
  const shape = async (): Promise<number[]> => (await exportedJson(page)).shape;
  expect(await shape()).toEqual([4, 64]);
  const whole = (await exportedJson(page)) as unknown as { original: number[] };
  await axis.selectOption('axis 2 (16)');
  await expect.poll(shape).toEqual([16, 16]);

  const slice = page.getByRole('textbox', { name: 'Slice' });
  await enter(slice, '1:3, 2');
  await expect.poll(shape).toEqual([16, 2]);
  const cut = (await exportedJson(page)) as unknown as { original: number[] };
  const expected = Array.from({ length: 16 }, (_, c) => [1, 2].map((a) => whole.original[64 * a + 32 + c])).flat();
  expect(cut.original).toEqual(expected);
  await page.getByRole('button', { name: 'Next of axis 1' }).click();
  await expect(slice).toHaveValue('1:3, 3');
  await expect(page.getByRole('button', { name: 'Next of axis 1' })).toBeDisabled();

  await enter(slice, '9:12');
  await expect(slice).toHaveAttribute('aria-invalid', 'true');
  await expect(slice).toHaveAccessibleDescription(/axis 0/);
  await expect(source(page)).toContainText('rank3.f32[1:3, 3]');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a link waits for its file, checks its bytes, and shows the same', async ({ page, context, expectAccessible }) => {
  await open(page);
  await choose(page, MIXED);
  await show(page, 'outlier.f32');
  await enter(page.getByRole('textbox', { name: 'Slice' }), '8:16');
  await page.getByRole('button', { name: '3 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  await expect(source(page)).toContainText('[8:16]');
  const first = await exportedJson(page);
  const link = new URL(page.url()).hash;
  expect(new URLSearchParams(link).get('sha')).toMatch(/^[0-9a-f]{64}$/);

  const copy = await context.newPage();
  await open(copy, link);
  const waiting = copy.getByRole('region', { name: 'The link’s file' });
  await expect(waiting).toContainText('outlier.f32 of mixed.safetensors');
  await expect(readout(copy, 'SQNR')).toHaveText('26.4 dB');
  const [chooser] = await Promise.all([copy.waitForEvent('filechooser'), waiting.getByRole('button', { name: 'Open the file' }).click()]);
  // Another name, the same bytes.
  await chooser.setFiles({ name: 'renamed.safetensors', mimeType: '', buffer: await readFile(MIXED) });
  await expect(source(copy)).toContainText('renamed.safetensors · outlier.f32[8:16]');
  await expect(waiting).toHaveCount(0);
  const second = await exportedJson(copy);
  expect([second.codes, second.dequantized, second.slices]).toEqual([first.codes, first.dequantized, first.slices]);

  const other = await context.newPage();
  await open(other, link.replace(/sha=[0-9a-f]{8}/, 'sha=00000000'));
  await expect(other.getByRole('region', { name: 'The link’s file' })).toBeVisible();
  await choose(other, MIXED);
  await expect(other.getByRole('alert')).toHaveText(/other bytes stand in outlier\.f32/);
  await expect(readout(other, 'SQNR')).toHaveText('26.4 dB');
  await other.getByRole('button', { name: 'Show it anyway' }).click();
  await expect(source(other)).toContainText('mixed.safetensors');
  await expect(readout(other, 'Codes')).toHaveText('0 to 7');

  await page.bringToFront();
  await source(page).getByRole('button').click();
  await expect(page.getByRole('dialog', { name: 'Where the numbers come from' })).toContainText(new URLSearchParams(link).get('sha') ?? '');
  await expectAccessible();
});

test('exports say which file, part and bytes; the program reads the file', async ({ page }) => {
  await open(page);
  await choose(page, MIXED);
  await show(page, 'outlier.f32');
  await enter(page.getByRole('textbox', { name: 'Slice' }), '8:16');
  await expect(source(page)).toContainText('[8:16]');
  const sha = (await exportedJson(page)).settings.source['hash'];
  const { text } = await exported(page, 'CSV');
  expect(text.split('\n').slice(0, 5)).toEqual([
    '# file: mixed.safetensors',
    '# tensor: outlier.f32',
    '# type: F32',
    '# cut: 8:16',
    `# sha256: ${String(sha)}`,
  ]);
  const program = await exported(page, 'NumPy');
  expect(program.text).toContain('safe_open("mixed.safetensors", framework="np")');
  expect(program.text).toContain('tensor = tensor[8:16]');
});

test('after a trap the files are still open', async ({ page }) => {
  await exposeEngine(page);
  await open(page);
  await choose(page, MIXED);
  await show(page, 'outlier.f32');
  const scale = await readout(page, 'Scale').textContent();
  await corruptEngine(page);
  await page.getByRole('button', { name: '3 bits' }).click();
  await expect(page.getByText(/engine stopped and was started again/)).toBeVisible();
  await expect(readout(page, 'Scale')).toHaveText(scale ?? '');
  await page.getByRole('button', { name: /^Tensors/ }).click();
  await show(page, 'words.f16');
  await expect(source(page)).toContainText('F16');
});

test('once loaded, files are opened, chosen and exported without the network', async ({ page, context }) => {
  await open(page, '#v=1&data=weights');
  // The files that are fetched when the page is idle.
  const fetched = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  for (const part of ['tensor-list', 'file-data', 'proof-content']) {
    await expect.poll(async () => (await fetched()).some((name) => name.includes(part) && name.endsWith('.js'))).toBe(true);
  }
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await context.route('**', (route) => route.abort());
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  await choose(page, MIXED);
  await show(page, 'outlier.f32');
  await exported(page, 'CSV');
  await page.getByRole('button', { name: /^Tensors/ }).click();
  await list(page).getByRole('button', { name: 'Scan all' }).click();
  await expect(rows(page).first()).toContainText('dB');
  expect(asked.filter((address) => !address.startsWith('blob:'))).toEqual([]);
});

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('opens, lists, cuts', async ({ page, expectAccessible }) => {
    await open(page);
    await page.getByRole('button', { name: 'More', exact: true }).tap();
    await choose(page, MIXED);
    await expect(rows(page).filter({ hasText: 'outlier.f32' })).toContainText('64 × 384 · F32');
    await expectAccessible('dialog[open]');
    await rows(page).filter({ hasText: 'outlier.f32' }).tap();
    await expect(source(page)).toContainText('outlier.f32');
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.getByRole('button', { name: 'Controls', exact: true }).tap();
    await enter(page.getByRole('textbox', { name: 'Slice' }), ':, 0:8');
    await expect(source(page)).toContainText('[:, 0:8]');
  });
});
