import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChartSizes, State, Studied } from '../../engine/wasm';
import { Prefetch } from './prefetch';

const sizes = { line: 900 } as ChartSizes;
const at = (bits: number): State => ({ source: { data: 'normal' }, settings: { bits }, view: {}, pinned: [], classroom: {} }) as unknown as State;
const study = (): Studied => ({}) as Studied;

const hinted = (): Prefetch => {
  const prefetch = new Prefetch();
  prefetch.hint(({ bits }) => [{ bits: bits - 1 }, { bits: bits + 1 }]);
  return prefetch;
};

test('both neighbours are wanted, and nothing more once they are there', () => {
  const prefetch = hinted();
  assert.deepEqual(prefetch.next(at(4), sizes), at(3));
  prefetch.store(at(3), sizes, study());
  assert.deepEqual(prefetch.next(at(4), sizes), at(5));
  prefetch.store(at(5), sizes, 'rejected');
  assert.equal(prefetch.next(at(4), sizes), undefined);
});

test('a study is taken once, for its own state and sizes alone', () => {
  const prefetch = hinted();
  const three = study();
  prefetch.store(at(3), sizes, three);
  assert.equal(prefetch.take(at(3), { line: 400 } as ChartSizes), undefined);
  assert.equal(prefetch.take({ ...at(3), source: { data: 'uniform' } as State['source'] }, sizes), undefined);
  assert.equal(prefetch.take({ ...at(3), pinned: [at(8).settings] }, sizes), undefined);
  assert.equal(prefetch.take(at(3), sizes), three);
  assert.equal(prefetch.take(at(3), sizes), undefined);
});

test('a rejected state is not asked again and never shown', () => {
  const prefetch = hinted();
  prefetch.store(at(3), sizes, 'rejected');
  assert.equal(prefetch.take(at(3), sizes), undefined);
  assert.deepEqual(prefetch.next(at(4), sizes), at(5));
});

test('the two newest studies are kept', () => {
  const prefetch = hinted();
  for (const bits of [3, 5, 6]) prefetch.store(at(bits), sizes, study());
  assert.equal(prefetch.take(at(3), sizes), undefined);
  assert.ok(prefetch.take(at(5), sizes));
  assert.ok(prefetch.take(at(6), sizes));
});

test('without a hint, or beside a comparison, nothing is wanted', () => {
  assert.equal(new Prefetch().next(at(4), sizes), undefined);
  assert.equal(hinted().next({ ...at(4), pinned: [at(8).settings] }, sizes), undefined);
});
