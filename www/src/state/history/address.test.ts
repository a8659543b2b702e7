/** The address is written after the task at hand, and never over the place that the user has gone to meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

const heard = new Map<string, () => void>();
const entries = ['#v=1'];
const location = { hash: '#v=1' };
const write = (hash: string, isStep: boolean): void => {
  if (isStep) entries.push(hash);
  else entries[entries.length - 1] = hash;
  location.hash = hash;
};
Object.assign(globalThis, {
  location,
  history: {
    pushState: (_state: unknown, _title: string, hash: string) => write(hash, true),
    replaceState: (_state: unknown, _title: string, hash: string) => write(hash, false),
  },
  addEventListener: (type: string, listener: () => void) => heard.set(type, listener),
});
const { browserAddress } = await import('./address.ts');
const later = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));

test('each step is written, in order, after the task at hand', async () => {
  browserAddress.write('#a', true);
  browserAddress.write('#b', true);
  browserAddress.write('#c', false);
  assert.equal(location.hash, '#v=1');
  await later();
  assert.deepEqual(entries, ['#v=1', '#a', '#c']);
});

test('what is due is written before the address is read and before the page is left', () => {
  browserAddress.follow(() => {});
  browserAddress.write('#d', true);
  assert.equal(browserAddress.read(), '#d');
  browserAddress.write('#e', true);
  heard.get('pagehide')?.();
  assert.equal(location.hash, '#e');
});

test('going back drops what is due', async () => {
  let seen = '';
  browserAddress.follow(() => (seen = browserAddress.read()));
  browserAddress.write('#f', true);
  location.hash = '#a';
  heard.get('popstate')?.();
  await later();
  assert.deepEqual([seen, location.hash], ['#a', '#a']);
});
