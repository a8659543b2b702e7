/**
 * The scan of a file's tensors: results as they arrive, sorting, cancelling, going to an outlier, saving.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { open } from './steps.ts';

type Made = { name: string; shape: number[]; values: Float32Array };

/** A safetensors file of f32 tensors. */
const safetensors = (tensors: readonly Made[]): Buffer => {
  let end = 0;
  const header = Object.fromEntries(
    tensors.map(({ name, shape, values }) => {
      const start = end;
      end += values.byteLength;
      return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...tensors.map(({ values }) => Buffer.from(values.buffer))]);
};

/** Pseudo-random values from -1 to 1, the same in every run. */
const drawn = (count: number, seed: number): Float32Array => {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
};

const layer = (i: number, rows: number, cols: number): Made => ({
  name: `layer.${i}.weight`,
  shape: [rows, cols],
  values: drawn(rows * cols, i + 1),
});

/** Three layers, the second with a value far out at row 6, column 41, and a bias of equal values. */
const model = (): Made[] => {
  const layers = [layer(0, 16, 64), layer(1, 16, 64), layer(2, 8, 60)];
  layers[1]?.values.fill(40, 5 * 64 + 40, 5 * 64 + 41);
  return [...layers, { name: 'layer.2.bias', shape: [8], values: new Float32Array(8).fill(0.5) }];
};

const list = (page: Page) => page.getByRole('dialog', { name: 'Tensors' });

const openModel = async (page: Page, tensors: readonly Made[]): Promise<void> => {
  await open(page, '#v=1&data=weights&scheme=symmetric&bits=8&granularity=tensor');
  const input = page.locator('header input[type="file"]');
  await input.setInputFiles({ name: 'model.safetensors', mimeType: 'application/octet-stream', buffer: safetensors(tensors) });
  await expect(list(page)).toBeVisible();
};

const scanAll = async (page: Page): Promise<void> => {
  await list(page).getByRole('button', { name: 'Scan all' }).click();
  await expect(list(page).getByRole('button', { name: 'Scan again' })).toBeVisible();
};

/** The names from top to bottom. */
const names = (page: Page): Promise<string[]> => list(page).locator('.tensor-name').allTextContents();

/** The exact number in a tensor's row below a column's head. */
const cell = async (page: Page, tensor: string, head: string): Promise<number> => {
  const heads = await list(page).getByRole('columnheader').allTextContents();
  const row = list(page).getByRole('row', { name: tensor });
  const at = heads.findIndex((words) => words.startsWith(head));
  return Number(
    await row
      .locator('td')
      .nth(at - 1)
      .locator('[title]')
      .getAttribute('title'),
  );
};

const saved = async (page: Page, button: string): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), list(page).getByRole('button', { name: button }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

test('scans all tensors, the worst first, and jumps to what sticks out', async ({ page, expectAccessible }) => {
  await openModel(page, model());
  await scanAll(page);
  expect((await names(page))[0]).toBe('layer.1.weight');
  await expect(list(page).getByRole('columnheader', { name: 'max/σ' })).toHaveAttribute('aria-sort', 'descending');
  const values = model()[1]?.values ?? new Float32Array();
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
  expect(await cell(page, 'layer.1.weight', 'max/σ')).toBeCloseTo(40 / std, 9);
  expect(await cell(page, 'layer.1.weight', 'σ')).toBeCloseTo(std, 9);
  expect(await cell(page, 'layer.1.weight', 'Max')).toBe(40);
  expect(await cell(page, 'layer.2.bias', 'Zeros')).toBe(0);
  await expectAccessible('dialog[open]');

  await list(page).getByRole('button', { name: 'Min', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(list(page).getByRole('columnheader', { name: 'Min' })).toHaveAttribute('aria-sort', 'ascending');
  await list(page).getByRole('button', { name: 'max/σ' }).click();

  await list(page).getByText('layer.1.weight').click();
  await expect(list(page)).toBeHidden();
  await expect(page).toHaveURL(/tensor=layer\.1\.weight/);
  await expect(page).toHaveURL(new RegExp(`sel=${5 * 64 + 40}\\b`));
});

test('marks errors of other settings, and measures them again', async ({ page }) => {
  await openModel(page, model());
  await scanAll(page);
  const before = await cell(page, 'layer.0.weight', 'SQNR');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '4 bits' }).click();
  await page.getByRole('button', { name: /^Tensors/ }).click();
  await expect(list(page).locator('.scan-stale')).toHaveCount(4);
  await expect(list(page)).toContainText('SQNR at UINT4 symmetric, min-max; slanted: at UINT8 symmetric, min-max');
  await list(page).getByRole('button', { name: 'Scan again' }).click();
  await expect(list(page).locator('.scan-stale')).toHaveCount(0);
  expect(await cell(page, 'layer.0.weight', 'SQNR')).toBeLessThan(before - 20);
});

test('says where settings do not fit, and saves what it found', async ({ page }) => {
  await openModel(page, model());
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Granularity' }).selectOption('group');
  await page.getByRole('button', { name: /^Tensors/ }).click();
  await scanAll(page);
  await list(page).getByRole('row', { name: 'layer.2.weight' }).focus();

  const [head, ...rows] = (await saved(page, 'CSV')).trim().split('\n');
  const columns = head?.split(',') ?? [];
  expect(rows).toHaveLength(4);
  const of = (row: number, column: string): string =>
    rows[row]?.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.[columns.indexOf(column)]?.replace(/,$/, '') ?? '';
  expect(of(1, 'tensor')).toBe('"layer.1.weight"');
  expect(Number(of(1, 'max'))).toBe(40);
  expect([of(1, 'peak_row'), of(1, 'peak_column')]).toEqual(['5', '40']);
  expect(of(1, 'sha256')).toMatch(/^"[0-9a-f]{64}"$/);
  expect(of(2, 'sqnr_db')).toBe('');
  expect(of(2, 'note')).toContain('A group of 32 does not divide a row of 60 values.');

  const node = JSON.parse(await saved(page, 'Model Explorer')) as {
    results: Record<string, { value: number }>;
    gradient: { stop: number; bgColor: string }[];
  };
  expect(Object.keys(node.results)).toEqual(['layer.0.weight', 'layer.1.weight']);
  expect(node.results['layer.1.weight']?.value).toBe(Number(of(1, 'sqnr_db')));
  expect(node.gradient.map(({ stop }) => stop)).toEqual([0, 0.5, 1]);
});

/** Runs a script in every worker before its own. */
const inWorkers = async (page: Page, before: string): Promise<void> => {
  await page.route('**/assets/worker-*.js', async (route) => {
    const script = await (await route.fetch()).text();
    await route.fulfill({ contentType: 'text/javascript', body: `{${before}}\n${script}` });
  });
};

/** Each worker traps at the second layer. */
const TRAP = `
  const instantiate = WebAssembly.instantiate;
  let memory;
  WebAssembly.instantiate = async (...given) => {
    const instance = await instantiate(...given);
    memory = instance.exports.memory;
    return instance;
  };
  addEventListener('message', ({ data }) => {
    if (data.question === 'scan' && data.given.source.tensor === 'layer.1.weight') new Uint8Array(memory.buffer).fill(0xff);
  });`;

/** Each tensor takes a tenth of a second. */
const SLOW = `
  addEventListener('message', ({ data }) => {
    const end = performance.now() + 100;
    while (data.question === 'scan' && performance.now() < end);
  });`;

test('a tensor that stops the engine is told, the others go on', async ({ page }) => {
  await inWorkers(page, TRAP);
  await openModel(page, model());
  await scanAll(page);
  await expect(list(page).getByRole('row', { name: 'layer.1.weight' })).toContainText('failed');
  await expect(list(page).getByText('failed')).toHaveCount(1);
  await expect(list(page).locator('.scan-histogram')).toHaveCount(3);
  expect(await saved(page, 'CSV')).toContain('The engine stopped at this tensor');
});

test('shows how far it is, can be called off, and goes on with the rest', async ({ page }) => {
  await inWorkers(page, SLOW);
  await openModel(
    page,
    Array.from({ length: 24 }, (_, i) => layer(i, 4, 64)),
  );
  await page.getByRole('searchbox').fill('layer.1');
  await expect(list(page).getByRole('button', { name: 'Scan 11 found' })).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await list(page).getByRole('button', { name: 'Scan all' }).click();
  await expect(list(page).getByRole('progressbar', { name: 'Tensors scanned' })).toBeVisible();
  await expect(list(page).getByText(/^[1-9]\d* of 24/)).toBeVisible();
  await list(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(list(page).getByRole('button', { name: /^Scan \d+ more$/ })).toBeVisible();
  // Only the page's own worker is left.
  await expect.poll(() => page.workers().length).toBe(1);
  await list(page)
    .getByRole('button', { name: /^Scan \d+ more$/ })
    .click();
  await expect(list(page).getByRole('status').filter({ hasText: '24 scanned' })).toBeVisible({ timeout: 20_000 });
});

test('asks nothing of the network once the page is there', async ({ page }) => {
  await open(page, '#v=1&data=weights&scheme=symmetric&bits=8&granularity=tensor');
  // The content of dialogs is loaded when the page is idle.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('tensor-list')));
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  await page.context().route('**', (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await page.locator('header input[type="file"]').setInputFiles({
    name: 'model.safetensors',
    mimeType: 'application/octet-stream',
    buffer: safetensors(model()),
  });
  await scanAll(page);
  await list(page).getByText('layer.1.weight').click();
  await expect(page.getByText(/row 6, column 41/).first()).toBeVisible();
  expect(asked.filter((address) => address.startsWith('http'))).toEqual([]);
});
