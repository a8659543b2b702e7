import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fact, FactSources } from './facts';
import { areReached, compared, goalFacts, judge, rightChoice, type Answer } from './judging';
import type { Choice, Prediction, Task } from './schema';

/** The facts of a study with these numbers in readout and metrics. */
const known = (
  readout: Record<string, unknown>,
  metrics: Record<string, unknown> = {},
  others: Record<string, unknown> = {},
  bits = 4,
): FactSources =>
  ({ now: { state: { settings: { bits } }, frame: { readout: { ...readout, metrics }, trace: {} } }, others }) as unknown as FactSources;

const number = (value: number): Fact => ({ value, kind: 'number' });

const PREDICTION = {
  ask: { en: 'Of {scale}?' },
  fact: 'scale',
  within: 0.2,
  reveal: '',
  after: { en: 'It is {scale}.', es: 'Es {scale}.' },
} satisfies Prediction;
const predict = (value: number): Answer => ({ kind: 'predict', question: PREDICTION, text: `${value}`, value });

const CHOICE: Choice = {
  ask: { en: 'Which?' },
  reveal: '',
  choices: [
    { words: { en: '{sqnr} rises' }, holds: [{ fact: 'sqnr', above: 'other.sqnr' }] },
    { words: { en: 'it falls' }, holds: [{ fact: 'sqnr', below: 'other.sqnr' }] },
  ],
};

const TASK: Task = {
  ask: { en: 'Do.' },
  goal: [
    { fact: 'clipped', at_most: 5 },
    { fact: 'bits', at_most: 4 },
  ],
  solution: '',
  own_data: false,
};

test('a number is compared on both sides, near and far, and in percent', () => {
  const found = (typed: number, is: Fact, within = 0) => {
    const { comparison, off, times, right } = compared(typed, is, within) ?? assert.fail();
    return [comparison, off.value, times.value, right];
  };
  assert.deepEqual(found(6.6, number(6.6)), ['exact', 0, 1, true]);
  assert.deepEqual(found(6.6, number(6.6001)), ['exact', 0.0001, 1, true]);
  assert.deepEqual(found(6.5, number(6.6), 0.2), ['close', 0.1, 1, true]);
  assert.deepEqual(found(5.6, number(6.6)), ['low', 1, 1.2, false]);
  assert.deepEqual(found(3.3, number(6.6)), ['lowTimes', 3.3, 2, false]);
  assert.deepEqual(found(16, number(256)), ['lowTimes', 240, 16, false]);
  assert.deepEqual(found(13.2, number(6.6)), ['highTimes', 6.6, 2, false]);
  assert.deepEqual(found(50, { value: 0.25, kind: 'share' }), ['highTimes', 0.25, 2, false]);
  assert.deepEqual(compared(50, { value: 0.25, kind: 'share' }, 0)?.said, { value: 0.5, kind: 'share' });
});

test('a factor is said of positive numbers alone: of negative ones the larger is the lower', () => {
  assert.equal(compared(-8, number(-2), 0)?.comparison, 'low');
  assert.equal(compared(-2, number(-8), 0)?.comparison, 'high');
  assert.equal(compared(2, number(-8), 0)?.comparison, 'high');
  assert.equal(compared(-2, number(0), 0)?.comparison, 'low');
  assert.equal(compared(0, number(0), 0)?.comparison, 'exact');
});

test('no number is near infinity, and nothing is compared with what has no value', () => {
  assert.deepEqual([compared(5, number(Infinity), 1)?.comparison, compared(5, number(Infinity), 1)?.right], ['compared', false]);
  assert.equal(compared(1e300, number(-Infinity), 1)?.right, false);
  assert.equal(compared(Infinity, number(Infinity), 0)?.comparison, 'exact');
  assert.equal(compared(5, number(NaN), 1), undefined);
});

test('a submission keeps the facts of both moments, whatever becomes of the study', () => {
  const asked = known({ scale: 6.6 });
  const now = known({ scale: 33 });
  const made = judge(predict(6.6), asked, now, 1, '#v=1') ?? assert.fail();
  const before = structuredClone(made);
  (now.now.frame.readout as { scale: number }).scale = 1;
  assert.deepEqual(made, before);
  assert.deepEqual(made.asked, { scale: number(6.6) });
  assert.deepEqual(made.after, { scale: number(33) });
  assert.equal(made.verdict.right, false);
});

test('zero has no sign', () => {
  assert.ok(Object.is(judge(predict(0), known({ scale: -0 }), known({ scale: -0 }), 1, '')?.asked['scale']?.value, 0));
});

test('nothing is judged while a number is missing', () => {
  assert.equal(judge(predict(1), known({}), known({}), 1, ''), undefined);
  assert.equal(judge({ kind: 'choose', question: CHOICE, choice: 0 }, known({}), known({}, { sqnr_db: 20 }), 1, ''), undefined);
  const goal = { ...TASK, goal: [{ fact: 'sqnr', at_least: 'other.sqnr' }] };
  assert.equal(judge({ kind: 'task', question: goal }, known({}), known({}, { sqnr_db: 20 }), 1, ''), undefined);
});

test('the right choice is the one whose conditions hold', () => {
  const other = { metrics: { sqnr_db: 20 } };
  const now = (sqnr: number | undefined): FactSources => known({}, { sqnr_db: sqnr }, { other });
  assert.equal(rightChoice(CHOICE, now(30)), 0);
  assert.equal(rightChoice(CHOICE, now(10)), 1);
  assert.equal(rightChoice(CHOICE, now(20)), undefined);
  assert.equal(rightChoice(CHOICE, now(undefined)), undefined);
  const made = judge({ kind: 'choose', question: CHOICE, choice: 1 }, now(15), now(30), 1, '') ?? assert.fail();
  assert.deepEqual(made.verdict, { kind: 'choose', said: 1, is: 0, right: false });
  assert.deepEqual(made.asked, { sqnr: { value: 15, kind: 'decibel' } });
});

test('goals bound shares in percent, and a fact without a value reaches none', () => {
  const at = (share: number | undefined): FactSources => known({}, { share_clipped: share });
  assert.deepEqual(goalFacts({ fact: 'clipped', at_most: 5 }, at(0.04)), {
    name: 'clipped',
    now: { value: 0.04, kind: 'share' },
    bounds: [{ side: 'at_most', bound: { value: 0.05, kind: 'share' } }],
    reached: true,
  });
  assert.equal(areReached(TASK.goal, at(0.06)), false);
  assert.equal(areReached(TASK.goal, at(undefined)), false);
  assert.equal(areReached([{ fact: 'sqnr', at_least: 'other.sqnr' }], at(0)), undefined);
});

test('a task may be tried until it is solved; predictions and choices twice', () => {
  const other = { metrics: { sqnr_db: 20 } };
  const isFinal = (answer: Answer, now: FactSources, number: number): boolean => (judge(answer, now, now, number, '') ?? assert.fail()).final;
  const choose: Answer = { kind: 'choose', question: CHOICE, choice: 0 };
  for (const number of [1, 2, 3]) {
    assert.equal(isFinal({ kind: 'task', question: TASK }, known({}, { share_clipped: 0.5 }), number), false);
    assert.equal(isFinal({ kind: 'task', question: TASK }, known({}, { share_clipped: 0 }), number), true);
    assert.equal(isFinal(predict(1), known({ scale: 6.6 }), number), number > 1);
    assert.equal(isFinal(predict(6.6), known({ scale: 6.6 }), number), true);
    assert.equal(isFinal(choose, known({}, { sqnr_db: 1 }, { other }), number), number > 1);
    assert.equal(isFinal(choose, known({}, { sqnr_db: 30 }, { other }), number), true);
  }
});
