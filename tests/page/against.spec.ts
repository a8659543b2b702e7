/**
 * The comparison of quantized tensors with the floats they were made from, and the blocks they are stored in.
 */
import type { Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { open } from './steps.ts';

const ROWS = 4;
const COLS = 64;

/** Codes of Q4_0 in every order; with a scale of 1 they stand for -8 to 7. */
const codes = Array.from({ length: ROWS * COLS }, (_, i) => (i * 7) % 16);

/** The values of the codes; every second one is off by a quarter, and row 3, column 18 by a half. */
const floats = codes.map((code, i) => code - 8 + (i === 2 * COLS + 17 ? 0.5 : i % 2 === 0 ? 0.25 : 0));

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const u64 = (value: number): Buffer => Buffer.concat([u32(value), u32(0)]);

const text = (words: string): Buffer => Buffer.concat([u64(words.length), Buffer.from(words)]);

/** Blocks of 32: a scale of 1 as a 16-bit float, then two codes per byte, 16 values apart. */
const blocks = (): Buffer =>
  Buffer.concat(
    Array.from({ length: codes.length / 32 }, (_, block) => {
      const code = (i: number): number => codes[32 * block + i] ?? 0;
      return Buffer.from([0x00, 0x3c, ...Array.from({ length: 16 }, (_, i) => code(i) | (code(i + 16) << 4))]);
    }),
  );

/** A GGUF file with one metadata entry, one Q4_0 tensor under its llama.cpp name, and a vector. */
const gguf = (): Buffer => {
  const matrix = Buffer.concat([text('blk.0.ffn_up.weight'), u32(2), u64(COLS), u64(ROWS), u32(2), u64(0)]);
  const vector = Buffer.concat([text('output_norm.weight'), u32(1), u64(1), u32(0), u64(160)]);
  const pair = Buffer.concat([text('general.architecture'), u32(8), text('bert')]);
  const head = Buffer.concat([Buffer.from('GGUF'), u32(3), u64(2), u64(1), pair, matrix, vector]);
  const room = Buffer.alloc(Math.ceil(head.length / 32) * 32 - head.length);
  return Buffer.concat([head, room, blocks(), Buffer.alloc(16), u32(0x3f800000)]);
};

/** The float tensor under its Hugging Face name. */
const safetensors = (): Buffer => {
  const values = Float32Array.from(floats);
  const header = JSON.stringify({ 'model.layers.0.mlp.up_proj.weight': { dtype: 'F32', shape: [ROWS, COLS], data_offsets: [0, values.byteLength] } });
  return Buffer.concat([u64(header.length), Buffer.from(header), Buffer.from(values.buffer)]);
};

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

const openBoth = async (page: Page): Promise<Locator> => {
  await open(page);
  await page.locator('header input[type="file"]').setInputFiles([file('small.gguf', gguf()), file('float.safetensors', safetensors())]);
  await page.getByRole('dialog', { name: 'Tensors' }).getByRole('button', { name: 'Against floats (1)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Against the float' });
  await expect(dialog).toBeVisible();
  return dialog;
};

const saved = async (page: Page, button: Locator): Promise<string[][]> => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return (await readFile(await download.path(), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(','));
};

test('all pairs are compared, then one closely', async ({ page, expectAccessible }) => {
  test.slow();
  const dialog = await openBoth(page);
  await dialog.getByRole('button', { name: 'Compare all' }).click();
  await expect(dialog.getByText('1 of 1 compared')).toBeVisible();
  const row = dialog.getByRole('row', { name: /blk\.0\.ffn_up\.weight/ });
  const squares = floats.map((x, i) => ((codes[i] ?? 0) - 8 - x) ** 2).reduce((a, b) => a + b);
  const decibels = 10 * Math.log10(floats.map((x) => x * x).reduce((a, b) => a + b) / squares);
  await expect(row).toContainText(`${decibels.toFixed(1)} dB`);
  await expectAccessible('dialog.float-comparison');
  const [head, line] = await saved(page, dialog.getByRole('button', { name: 'CSV' }));
  const at = (key: string): string => line?.[head?.indexOf(key) ?? -1] ?? '';
  expect([at('tensor'), at('type'), at('float_tensor'), at('float_type')]).toEqual([
    'blk.0.ffn_up.weight',
    'Q4_0',
    'model.layers.0.mlp.up_proj.weight',
    'F32',
  ]);
  expect(Number(at('mse'))).toBeCloseTo(squares / floats.length, 12);

  await row.click();
  const worst = dialog.getByRole('table', { name: 'Values with the largest errors' }).getByRole('row').nth(1);
  await expect(worst).toContainText('row 3, column 18');
  await expect(worst.getByRole('cell').last()).toHaveText('−0.5');
  await expect(dialog.getByRole('table', { name: 'Error of all values' })).toContainText(`${decibels.toFixed(1)} dB`);
  await expectAccessible('dialog.float-comparison');
  const values = await saved(page, dialog.getByRole('button', { name: 'Worst values as CSV' }));
  const index = 2 * COLS + 17;
  expect(values[1]).toEqual([index, 2, 17, floats[index], (codes[index] ?? 0) - 8, -0.5].map(String));

  await worst.getByRole('button').click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: /row 3, column 18/ })).toBeVisible();
});

test('the head of the page leads to the float of the tensor on show', async ({ page }) => {
  const dialog = await openBoth(page);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Tensors (3)' }).click();
  await page.getByText('Metadata of small.gguf').click();
  await expect(page.getByRole('group', { name: 'Metadata of small.gguf' })).toContainText('general.architecture');
  await page.getByRole('row', { name: /up_proj/ }).click();
  await expect(page.getByRole('button', { name: 'Against the float' })).toBeHidden();
  await page.getByRole('button', { name: 'Tensors (3)' }).click();
  await page.getByRole('row', { name: /blk\.0\.ffn_up\.weight/ }).click();
  await page.getByRole('button', { name: 'Against the float' }).click();
  await expect(dialog.getByRole('table', { name: 'Error of all values' })).toBeVisible();
  await dialog.getByRole('button', { name: 'All pairs (1)' }).click();
  await expect(dialog.getByText('1 of 1 compared')).toBeVisible();
});

test('the block of the selected value is shown as it is stored', async ({ page, expectAccessible }) => {
  test.slow();
  const first = await openBoth(page);
  await first.getByRole('row', { name: /blk\.0\.ffn_up\.weight/ }).click();
  await first.getByRole('button', { name: 'row 3, column 18' }).click();
  await page.getByRole('button', { name: 'Stored block' }).click();
  const dialog = page.getByRole('dialog', { name: 'Stored block' });
  const code = codes[2 * COLS + 17] ?? 0;
  await expect(dialog).toContainText('Q4_0 block 5 of 8: 32 values in 18 bytes');
  await expect(dialog).toContainText('d × (q − 8)');
  await expect(dialog.locator('[aria-current]')).toHaveText(String(code));
  await expect(dialog).toContainText(`code ${code}, which means`);
  await expectAccessible('dialog.stored');
  await dialog.getByRole('button', { name: 'Next value' }).click();
  await expect(dialog).toContainText('row 3, column 19');
  await dialog.locator('.stored-codes li').first().click();
  await expect(dialog).toContainText('row 3, column 1:');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Tensors (3)' }).click();
  await page.getByRole('row', { name: /up_proj/ }).click();
  await expect(page.getByRole('button', { name: 'Stored block' })).toBeHidden();
});
