import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Submission } from './judging';
import { fromJson, toJson, triesOf } from './record';

const fact = (value: number) => ({ value, kind: 'decibel' }) as const;

const TRY: Submission = {
  number: 1,
  final: false,
  verdict: {
    kind: 'predict',
    text: 'Infinity',
    said: fact(3),
    is: fact(Infinity),
    off: fact(Infinity),
    times: fact(NaN),
    comparison: 'compared',
    right: false,
  },
  asked: { sqnr: fact(-Infinity), 'a.sqnr - sqnr': fact(NaN) },
  after: { sqnr: fact(24.5) },
  link: 'http://localhost/#v=1&bits=4',
};

test('a record read back is the record written, with the numbers that JSON lacks', () => {
  assert.deepEqual(triesOf(fromJson(toJson([TRY]))), [TRY]);
});

test('the words of earlier versions become the last try', () => {
  const earlier = { kind: 'task', said: '0.05, 8', is: 'largest error at most 0.04', right: true, tries: 3, link: '#' };
  assert.deepEqual(triesOf(earlier), [
    {
      number: 3,
      final: true,
      verdict: { kind: 'written', of: 'task', said: '0.05, 8', is: 'largest error at most 0.04', right: true },
      asked: {},
      after: {},
      link: '#',
    },
  ]);
  assert.deepEqual(triesOf({ ...earlier, kind: 'choose', said: '2', is: '3', right: false })[0]?.verdict, {
    kind: 'choose',
    said: 1,
    is: 2,
    right: false,
  });
});

test('predictions and choices of earlier versions had one try', () => {
  const { final: _, ...earlier } = TRY;
  const finals = (verdict: object): (boolean | undefined)[] => triesOf([{ ...earlier, verdict }]).map(({ final }) => final);
  assert.deepEqual(finals(TRY.verdict), [true]);
  assert.deepEqual(finals({ kind: 'choose', said: 1, is: 0, right: false }), [true]);
  assert.deepEqual(finals({ kind: 'task', goals: [], right: false }), [false]);
  assert.deepEqual(finals({ kind: 'task', goals: [], right: true }), [true]);
});

test('what is no record is left out', () => {
  for (const kept of [undefined, null, 5, 'task', {}, [], [{}], [null], { kind: 'task' }, [{ ...TRY, verdict: { kind: 'other' } }]]) {
    assert.deepEqual(triesOf(kept), []);
  }
});
