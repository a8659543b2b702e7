import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutView } from './text.ts';

test('the view is left out wherever it stands', () => {
  for (const [text, settings] of [
    ['', ''],
    ['view walk', ''],
    ['method gptq', 'method gptq'],
    ['method gptq view walk', 'method gptq'],
    ['view walk method gptq x dynamic', 'method gptq x dynamic'],
    ['method gptq view walk x dynamic', 'method gptq x dynamic'],
  ] as const) {
    assert.equal(withoutView(text), settings);
  }
});
