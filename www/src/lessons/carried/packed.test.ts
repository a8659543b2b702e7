import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packed, unpacked } from './packed';

const TEXT = '{"en": "q = clip(round(x ÷ s) + z)", "zh": "量化"}'.repeat(20);

test('a text comes back, in letters of addresses, and shorter', async () => {
  const small = await packed(TEXT);
  assert.match(small, /^[\w-]+$/);
  assert.ok(small.length < TEXT.length / 4);
  assert.equal(await unpacked(small), TEXT);
});

test('what is cut off, changed or too much is nothing', async () => {
  const small = await packed(TEXT);
  assert.equal(await unpacked(small.slice(0, -4)), undefined);
  assert.equal(await unpacked(`*${small}`), undefined);
  assert.equal(await unpacked(await packed('a'.repeat(20_000_000))), undefined);
});
