import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSizes, State } from '../engine/wasm';
import { expect, forget, keep, takeForeseen, wanting, type Foreseen } from './foresight';

const room = { line: 900 } as ChartSizes;
const at = (bits: number): State => ({ source: { data: 'normal' }, settings: { bits }, view: {} }) as State;
const picture = {} as Foreseen;

test('a picture found ahead is given once, for its own state and room alone', () => {
  expect(({ bits }) => [{ bits: bits - 1 }, { bits: bits + 1 }]);
  assert.deepEqual(wanting(at(4), room), at(3));
  keep(at(3), room, picture);
  assert.deepEqual(wanting(at(4), room), at(5));
  assert.equal(takeForeseen(at(3), { line: 400 } as ChartSizes), undefined);
  assert.equal(takeForeseen(at(3), room), picture);
  assert.equal(takeForeseen(at(3), room), undefined);
  forget();
});
