/**
 * The user's own files, as tests give them to the page.
 */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

export type Own = { name: string; bytes: Buffer };

/** A file of tests/data, under another name where one is given. */
export const ownFile = (path: string, name = path.split('/').pop() ?? path): Own => ({ name, bytes: readFileSync(`tests/data/${path}`) });

export const textFile = (name: string, text: string): Own => ({ name, bytes: Buffer.from(text) });

/** A safetensors file of one-dimensional F32 tensors. */
export const safetensors = (name: string, tensors: Record<string, number[]>): Own => {
  let at = 0;
  const entries = Object.entries(tensors).map(([key, { length }]) => {
    const begin = at;
    at += 4 * length;
    return [key, { dtype: 'F32', shape: [length], data_offsets: [begin, at] }] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return { name, bytes: Buffer.concat([size, header, Buffer.from(new Float32Array(Object.values(tensors).flat()).buffer)]) };
};

/** Drops files on the page, or pastes them. */
export const bring = async (page: Page, how: 'drop' | 'paste', ...files: Own[]): Promise<void> => {
  const sent = files.map(({ name, bytes }) => ({ name, text: bytes.toString('base64') }));
  await page.evaluate(
    ({ how, sent }) => {
      const carried = new DataTransfer();
      for (const { name, text } of sent) carried.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name));
      const kinds = how === 'drop' ? ['dragenter', 'dragover', 'drop'] : [];
      for (const kind of kinds) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
      if (how === 'paste') document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true }));
    },
    { how, sent },
  );
};

/** The choice of the data menu. */
export const shownData = (page: Page): Locator => page.getByRole('combobox', { name: 'Data', exact: true }).locator('option:checked');

export const tensorList = (page: Page): Locator => page.getByRole('dialog', { name: 'Tensors' });

/** Waits until the page has fetched all that it fetches in idle time: the rest of the module and what opens later, each awaited. */
const fetchedAll = async (page: Page): Promise<void> => {
  const underWay = new Set<unknown>();
  page.on('request', (request) => underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  /** After all that waits for idle time now, how much has been fetched. */
  const fetched = (): Promise<number> =>
    page.evaluate(
      () =>
        new Promise<number>((done) => requestIdleCallback(() => requestIdleCallback(() => done(performance.getEntriesByType('resource').length)))),
    );
  let before = -1;
  await expect
    .poll(async () => {
      const now = await fetched();
      const isAll = underWay.size === 0 && now === before;
      before = now;
      return isAll;
    })
    .toBe(true);
};

/** From now on every network request of the page is blocked and recorded. */
export const cutOff = async (page: Page): Promise<string[]> => {
  await fetchedAll(page);
  const asked: string[] = [];
  // Data URLs need no network.
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
  });
  await page.context().setOffline(true);
  await page.route('**', (route) => route.abort());
  return asked;
};

export const expectShown = async (page: Page, file: string, tensor: string): Promise<void> => {
  await expect(shownData(page)).toHaveText(`${file}: ${tensor}`);
  await expect(page.getByRole('table', { name: 'Readout' })).toBeVisible();
  // The choice is shown before its numbers are; where these come from is said with them.
  await expect(page.locator('.provenance-name')).toHaveAttribute('title', `${file} · ${tensor}`);
};
