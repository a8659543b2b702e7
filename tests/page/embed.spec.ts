/**
 * The page in a frame of another page: tensors, settings and pictures by messages (docs/embedding.md).
 */
import type { Page } from '@playwright/test';
import type { Report } from '../../www/src/around/frame.ts';
import { expect, test } from './fixtures.ts';

type Around = Window & { told: Report[] };
type Told<T extends Report['type']> = Extract<Report, { type: T }>;

const openAround = async (page: Page, baseURL: string | undefined, link = 'v=1'): Promise<void> => {
  const body = `<!doctype html><html lang="en"><title>Around</title><iframe title="Quantscope" width="900" height="900" src="./?embed=1#${link}"></iframe></html>`;
  await page.route('**/around.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.addInitScript(() => {
    if (window !== top) return;
    const told: unknown[] = [];
    Object.assign(window, { told });
    addEventListener('message', ({ data }) => told.push(data));
  });
  await page.goto(`${baseURL}around.html`);
  await expect.poll(() => count(page, 'result')).toBeGreaterThan(0);
};

const count = (page: Page, type: Report['type']): Promise<number> =>
  page.evaluate((type) => (window as unknown as Around).told.filter((one) => one.type === type).length, type);

const last = async <T extends Report['type']>(page: Page, type: T): Promise<Told<T>> =>
  (await page.evaluate((type) => (window as unknown as Around).told.findLast((one) => one.type === type), type)) as Told<T>;

const send = (page: Page, message: unknown): Promise<void> =>
  page.evaluate((data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'), message);

/** Sends values as float32, or bytes as another type. */
const sendTensor = (page: Page, values: number[], rest: object = {}): Promise<boolean> =>
  page.evaluate(
    ({ values, rest }) => {
      const given = { name: 'w', shape: [values.length], dtype: 'float32', ...rest };
      const data = (given.dtype === 'float32' ? new Float32Array(values) : new Uint8Array(values)).buffer;
      document.querySelector('iframe')?.contentWindow?.postMessage({ quantscope: 1, type: 'tensor', ...given, data }, '*', [data]);
      return data.byteLength === 0;
    },
    { values, rest },
  );

const WEIGHT = Array.from({ length: 48 }, (_, i) => Math.fround(Math.sin(i * 1.7) * (1 + i / 16)));

test('a tensor that is sent has the numbers of the same values pasted, and keeps the settings', async ({ page, baseURL }) => {
  await openAround(page, baseURL, 'v=1&data=article-asym&bits=4&granularity=row');
  expect(await last(page, 'ready')).toMatchObject({ protocol: 1 });
  // As README says of the same link.
  expect(await last(page, 'result')).toMatchObject({ scale: 2.806133270263672, zero_point: -1, metrics: { sqnr_db: 35.968500313620034 } });

  const rows = Array.from({ length: 6 }, (_, row) => WEIGHT.slice(8 * row, 8 * row + 8).join(' '));
  await send(page, {
    quantscope: 1,
    type: 'open',
    link: new URLSearchParams({ v: '1', data: 'pasted', numbers: rows.join('\n'), scheme: 'symmetric', bits: '3' }).toString(),
  });
  await expect.poll(async () => (await last(page, 'result')).shape).toEqual([6, 8]);
  const { slice_metrics, metrics, scale, zero_point, range } = await last(page, 'result');

  await send(page, { quantscope: 1, type: 'open', link: 'v=1&scheme=symmetric&bits=3' });
  await expect.poll(async () => (await last(page, 'state')).link).toBe('v=1&scheme=symmetric&bits=3');
  expect(await sendTensor(page, WEIGHT, { shape: [6, 8] })).toBe(true);
  await expect.poll(async () => (await last(page, 'settings')).settings['file']).toBe('tensor.safetensors');
  expect(await last(page, 'result')).toMatchObject({ slice_metrics, metrics, scale, zero_point, range, shape: [6, 8], sampled: null });
  expect((await last(page, 'settings')).settings).toMatchObject({ data: 'file', tensor: 'w', scheme: 'symmetric', bits: '3' });

  // Another one of the same name takes its place.
  await sendTensor(
    page,
    WEIGHT.map((value) => value * 2),
    { shape: [6, 8] },
  );
  await expect.poll(async () => (await last(page, 'result')).scale).toBe(scale! * 2);
});

test('bfloat16 and 8-bit floats are decoded as in files', async ({ page, baseURL }) => {
  await openAround(page, baseURL);
  // 1, -2, 0.5, 3 in bfloat16.
  await sendTensor(page, [0x80, 0x3f, 0x00, 0xc0, 0x00, 0x3f, 0x40, 0x40], { shape: [2, 2], dtype: 'bfloat16' });
  await expect.poll(async () => (await last(page, 'result')).range).toEqual({ lo: -2, hi: 3 });
  // 1, -2, 0.5, 448 in float8_e4m3fn.
  await sendTensor(page, [0x38, 0xc0, 0x30, 0x7e], { shape: [2, 2], dtype: 'float8_e4m3fn' });
  await expect.poll(async () => (await last(page, 'result')).range).toEqual({ lo: -2, hi: 448 });
});

test('settings change what they name, in both directions, and wrong ones nothing', async ({ page, baseURL }) => {
  await openAround(page, baseURL, 'v=1&bits=5&layout=lab');
  await send(page, { quantscope: 1, type: 'settings', settings: { scheme: 'symmetric', signed: true, range: 'clip', lo: -1, hi: 1.5 } });
  await expect.poll(async () => (await last(page, 'settings')).settings).toMatchObject({ scheme: 'symmetric', bits: '5', range: 'clip', hi: '1.5' });
  expect((await last(page, 'result')).range).toEqual({ lo: -1.5, hi: 1.5 });
  await send(page, { quantscope: 1, type: 'settings', settings: { range: null, bits: '3' } });
  await expect.poll(async () => (await last(page, 'settings')).settings).toMatchObject({ bits: '3' });
  expect((await last(page, 'settings')).settings['range']).toBeUndefined();

  const before = await count(page, 'result');
  await send(page, { quantscope: 1, type: 'settings', id: 7, settings: { bits: 99, scheme: 'asymmetric' } });
  await expect.poll(async () => (await last(page, 'error'))?.message).toContain('bits=99');
  expect(await last(page, 'error')).toMatchObject({ about: 'settings', id: 7 });
  await send(page, { quantscope: 1, type: 'settings', settings: { colour: 'red' } });
  await expect.poll(async () => (await last(page, 'error')).message).toContain("'colour'");
  expect(await count(page, 'result')).toBe(before);

  // The hand within the frame.
  await page.frameLocator('iframe').getByRole('slider', { name: 'Upper end of the range' }).first().press('ArrowLeft');
  await expect.poll(async () => (await last(page, 'settings')).settings['range']).toBe('clip');
  const { settings } = await last(page, 'settings');
  expect(Math.fround(Number(settings['hi']))).toBe((await last(page, 'result')).range.hi);
});

test('a reference is compared, inputs become those of the layer', async ({ page, baseURL }) => {
  await openAround(page, baseURL);
  await sendTensor(page, [1, 2, 3, 5], { name: 'r', role: 'reference', shape: [2, 2] });
  await expect.poll(async () => (await last(page, 'error'))?.message).toContain('no tensor on show');
  await sendTensor(page, [1, 2, 3, 4], { shape: [2, 2] });
  await expect.poll(async () => (await last(page, 'result')).range).toEqual({ lo: 1, hi: 4 });
  await sendTensor(page, [1, 2, 3, 5], { name: 'r', role: 'reference', shape: [2, 2] });
  await expect.poll(async () => (await last(page, 'comparison'))?.metrics).toMatchObject({ mse: 0.25, max_abs: 1 });
  await sendTensor(page, [1, 0, 0, 1, 1, 1], { name: 'x', role: 'inputs', shape: [3, 2] });
  await expect
    .poll(async () => (await last(page, 'settings')).settings)
    .toMatchObject({ inputs: 'file', infile: 'inputs.safetensors', intensor: 'x' });
});

test('pictures come as SVG and PNG', async ({ page, baseURL }) => {
  await openAround(page, baseURL);
  for (const chart of ['number-line', 'matrices', 'histogram']) await send(page, { quantscope: 1, type: 'picture', id: chart, chart, format: 'svg' });
  await expect.poll(() => count(page, 'picture')).toBe(3);
  const svg = await last(page, 'picture');
  expect(svg.id).toBe('histogram');
  expect(String(svg.data)).toMatch(/^<svg[^]*<\/svg>\s*$/);
  await send(page, { quantscope: 1, type: 'picture', id: 'p', chart: 'map', format: 'png' });
  await expect.poll(() => count(page, 'picture')).toBe(4);
  const begin = await page.evaluate(() => {
    const { data } = (window as unknown as Around).told.findLast(({ type }) => type === 'picture') as Told<'picture'>;
    return [...new Uint8Array(data as ArrayBuffer, 0, 4)];
  });
  expect(begin).toEqual([0x89, 0x50, 0x4e, 0x47]);
});

/** Bytes cannot be written here: the test makes an ArrayBuffer of 16 bytes where `data` is 'BYTES'. */
const TENSOR = { quantscope: 1, type: 'tensor', name: 'w', shape: [2, 2], dtype: 'float32', data: 'BYTES' };

/** Are no messages to the page: silence. */
const SILENT: unknown[] = ['open', 5, null, true, [], {}, [1, 2], { type: 'ask' }, { type: 'settings', settings: { bits: 2 } }];

const SETTINGS = { quantscope: 1, type: 'settings' };
const PICTURE = { quantscope: 1, type: 'picture', chart: 'map', format: 'svg' };

/** Are refused with a sentence. */
const REFUSED: unknown[] = [
  { quantscope: 2, type: 'ask' },
  { quantscope: '1', type: 'ask' },
  { quantscope: null, type: 'ask' },
  { quantscope: 1 },
  { quantscope: 1, type: 5 },
  { quantscope: 1, type: 'OPEN', link: 'v=1&bits=2' },
  { quantscope: 1, type: 'run', code: 'alert(1)' },
  { quantscope: 1, type: 'open' },
  { quantscope: 1, type: 'open', link: 5 },
  { quantscope: 1, type: 'open', link: 'v=1&bits=2', more: 1 },
  { quantscope: 1, type: 'open', link: `v=1&numbers=${'1 '.repeat(10_001)}` },
  { quantscope: 1, type: 'ask', id: {} },
  { quantscope: 1, type: 'ask', id: 'x'.repeat(201) },
  SETTINGS,
  { ...SETTINGS, settings: 'bits=2' },
  { ...SETTINGS, settings: null },
  { ...SETTINGS, settings: { bits: [2] } },
  { ...SETTINGS, settings: { bits: { lo: 2 } } },
  { ...SETTINGS, settings: { bits: 0 } },
  { ...SETTINGS, settings: { bits: 2.5 } },
  { ...SETTINGS, settings: { bits: '' } },
  { ...SETTINGS, settings: { scheme: 'best' } },
  { ...SETTINGS, settings: { signed: 1 } },
  { ...SETTINGS, settings: { range: 'clip', lo: 2, hi: 1 } },
  { ...SETTINGS, settings: { hi: 'far' } },
  { ...SETTINGS, settings: { nothing: 1 } },
  { ...SETTINGS, settings: { v: 9 } },
  { ...SETTINGS, settings: { data: 'none-such' } },
  { ...SETTINGS, settings: { numbers: 'x'.repeat(20_001) } },
  { ...SETTINGS, settings: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, 1])) },
  { ...TENSOR, name: '' },
  { ...TENSOR, name: ' ' },
  { ...TENSOR, name: 'w'.repeat(201) },
  { ...TENSOR, name: 5 },
  { ...TENSOR, shape: [] },
  { ...TENSOR, shape: '2,2' },
  { ...TENSOR, shape: [2, 3] },
  { ...TENSOR, shape: [-2, -2] },
  { ...TENSOR, shape: [0, 4] },
  { ...TENSOR, shape: [1.5, 2] },
  { ...TENSOR, shape: [2 ** 53, 2] },
  { ...TENSOR, shape: [1, 1, 1, 1, 1, 1, 1, 2, 2] },
  { ...TENSOR, dtype: 'float64' },
  { ...TENSOR, dtype: 'float31' },
  { ...TENSOR, dtype: 'toString' },
  { ...TENSOR, data: [1, 2, 3, 4] },
  { ...TENSOR, data: 'AAAA' },
  { ...TENSOR, role: 'weight' },
  { ...PICTURE, chart: 'pie' },
  { ...PICTURE, format: 'pdf' },
  { quantscope: 1, type: 'files', files: [] },
  { quantscope: 1, type: 'files', files: ['w.npy'] },
];

test('52 messages that are wrong get a sentence each, others silence, and none changes the picture', async ({ page, baseURL }) => {
  expect(REFUSED).toHaveLength(52);
  await openAround(page, baseURL, 'v=1&bits=5');
  const before = await last(page, 'state');
  const results = await count(page, 'result');
  for (const message of SILENT) await send(page, message);
  for (const message of REFUSED) {
    const errors = await count(page, 'error');
    await page.evaluate((given) => {
      const { data } = given as { data?: unknown };
      const sent = data === 'BYTES' ? { ...(given as object), data: new ArrayBuffer(16) } : given;
      document.querySelector('iframe')?.contentWindow?.postMessage(sent, '*');
    }, message);
    const what = JSON.stringify(message).slice(0, 100);
    await expect.poll(() => count(page, 'error'), what).toBe(errors + 1);
    expect((await last(page, 'error')).message, what).toMatch(/^\S.+[.…]$/s);
  }
  expect(await count(page, 'result')).toBe(results);
  await send(page, { quantscope: 1, type: 'ask' });
  await expect.poll(() => count(page, 'ready')).toBe(2);
  await expect.poll(() => count(page, 'result')).toBe(results + 1);
  expect(await last(page, 'state')).toEqual(before);
});
