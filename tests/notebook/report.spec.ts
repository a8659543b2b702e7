/**
 * What Python's save_html writes, opened from a disk without a network, and the page that its server gives.
 */
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { python, started } from './python.ts';

const folder = mkdtempSync(join(tmpdir(), 'quantscope-'));

/** Addresses that a page asks for, other than what it made itself. */
const requestsOf = (page: Page): string[] => {
  const requests: string[] = [];
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) requests.push(request.url());
  });
  return requests;
};

const drawn = async (frame: FrameLocator): Promise<void> => {
  await expect(frame.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

test('a report opens from a disk without a network, with its tensor and its settings', async ({ page }) => {
  const path = join(folder, 'report.html');
  python(`
import numpy as np, quantscope
x = np.sin(np.arange(96, dtype=np.float32)).reshape(8, 12)
quantscope.save_html(x, ${JSON.stringify(path)}, name="layer.0.weight", bits=3, scheme="symmetric", layout="lab")
`);
  expect(statSync(path).size).toBeLessThan(4e6);
  const file = pathToFileURL(path).href;
  const requests = requestsOf(page);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.context().setOffline(true);
  await page.goto(file);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('table', { name: 'Readout' })).toContainText('Range−1 to 1');
  await drawn(frame);
  await expect(frame.locator('body')).toContainText('layer.0.weight');
  await expect(page.getByRole('alert')).toHaveText('');
  // All of the page is within, also what opens other dialogs.
  await expect(frame.getByRole('button', { name: 'Proof' })).toBeVisible();
  expect(requests.filter((url) => url !== file)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the server shows files in the page, and other pages get nothing of it', async ({ page }) => {
  const path = join(folder, 'model.safetensors');
  python(`
import json, numpy as np
tensors = {"a.weight": np.arange(12, dtype=np.float32), "b.weight": -np.arange(8, dtype=np.float32)}
header, at = {}, 0
for name, x in tensors.items():
    header[name] = {"dtype": "F32", "shape": [4, x.size // 4], "data_offsets": [at, at + x.nbytes]}
    at += x.nbytes
text = json.dumps(header).encode()
open(${JSON.stringify(path)}, "wb").write(len(text).to_bytes(8, "little") + text + b"".join(x.tobytes() for x in tensors.values()))
`);
  const { said: address, child } = await started(['-m', 'quantscope', '--no-browser', path], /http:\S+/);
  try {
    const requests = requestsOf(page);
    await page.goto(address);
    const frame = page.frameLocator('iframe');
    await frame.getByText('b.weight', { exact: true }).click();
    await drawn(frame);
    await expect(frame.locator('body')).toContainText('b.weight');
    expect(requests.filter((url) => !url.startsWith(address))).toEqual([]);

    // Another page of the same browser, which has even learned the address.
    await page.route('http://127.0.0.1:1/', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Other</title>' }));
    await page.goto('http://127.0.0.1:1/');
    const got = await page.evaluate(async (url) => {
      const read = await fetch(`${url}files/0`).then(
        (response) => response.text(),
        () => 'refused',
      );
      const opaque = await fetch(`${url}files/0`, { mode: 'no-cors' }).then(
        (response) => response.text(),
        () => 'refused',
      );
      return [read, opaque];
    }, address);
    expect(got).toEqual(['refused', 'refused']);
  } finally {
    child.kill('SIGINT');
  }
});
