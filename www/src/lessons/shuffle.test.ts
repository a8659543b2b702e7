import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choiceOrder } from './shuffle';

type Lesson = { id: string; steps: { choose?: { choices: unknown[] } }[] };

const LESSONS = Object.values(import.meta.glob<Lesson>('./core/*.json', { eager: true, import: 'default' }));

const QUESTIONS = LESSONS.flatMap(({ id, steps }) =>
  steps.flatMap(({ choose }, step) => (choose ? [{ lesson: id, step, choices: choose.choices.length }] : [])),
);

const STUDENTS = 100;

/** How often each choice stands at each position over all students: by choice, then by position. */
const countsOf = ({ lesson, step, choices }: (typeof QUESTIONS)[number]): number[][] => {
  const counts = Array.from({ length: choices }, () => Array.from({ length: choices }, () => 0));
  for (let variant = 1; variant <= STUDENTS; variant += 1) {
    const order = choiceOrder({ variant, run: 1, lesson, step }, choices);
    assert.deepEqual(order.toSorted(), [...Array(choices).keys()]);
    for (const [position, choice] of order.entries()) counts[choice]![position]! += 1;
  }
  return counts;
};

test('over a hundred students each position has each choice, the right one too, about equally often', () => {
  assert.ok(QUESTIONS.length > 15);
  const all = new Map<number, { positions: number[]; of: number }>();
  for (const question of QUESTIONS) {
    const { choices } = question;
    const share = 1 / choices;
    // Four standard deviations of a count of 100.
    const most = 4 * Math.sqrt(STUDENTS * share * (1 - share));
    for (const positions of countsOf(question)) {
      for (const count of positions)
        assert.ok(Math.abs(count - STUDENTS * share) <= most, `${question.lesson}, step ${question.step + 1}: ${positions}`);
      const sum = all.get(choices) ?? { positions: positions.map(() => 0), of: 0 };
      all.set(choices, { positions: sum.positions.map((n, i) => n + positions[i]!), of: sum.of + STUDENTS });
    }
  }
  for (const [choices, { positions, of }] of all) {
    for (const count of positions) assert.ok(Math.abs(count / of - 1 / choices) < 0.01, `${choices} choices: ${positions}`);
  }
});

test('neighbours and later runs have other orders', () => {
  const order = (variant: number, run: number): string =>
    QUESTIONS.map(({ choices, ...at }) => choiceOrder({ ...at, variant, run }, choices)).join(' ');
  assert.equal(order(7, 1), order(7, 1));
  assert.notEqual(order(7, 1), order(8, 1));
  assert.notEqual(order(7, 1), order(7, 2));
});
