/**
 * The minutes that lessons and routes state: at least what reading takes, at 200 words a minute, and a minute for each question.
 * Chinese is read at 300 characters a minute.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import order from './order.json';
import { minutesOf, ROUTES } from './routes';
import type { Lesson, Step } from './schema';

const FILES = import.meta.glob<Lesson>('./core/*.json', { eager: true, import: 'default' });
const LESSONS = order.map((id) => FILES[`./core/${id}.json`]!);

const LANGUAGES = ['en', 'es', 'zh'] as const;
type Language = (typeof LANGUAGES)[number];

const readingMinutes = (text: string, language: Language): number => {
  const plain = text.replaceAll(/<\/?\w+>/g, '');
  return language === 'zh' ? plain.replaceAll(/\s/g, '').length / 300 : plain.split(/\s+/).length / 200;
};

const minutesOfStep = ({ title, words, predict, choose, task }: Step, language: Language): number => {
  const question = predict ?? choose ?? task;
  const texts = [title, words, question?.ask, question?.after, task?.hint, ...(choose?.choices.map((choice) => choice.words) ?? [])];
  return readingMinutes(texts.map((text) => text?.[language] ?? '').join(' '), language) + (question ? 1 : 0);
};

const minutesOfSteps = (steps: readonly Step[]): number =>
  Math.max(...LANGUAGES.map((language) => steps.reduce((sum, step) => sum + minutesOfStep(step, language), 0)));

test('a lesson takes no longer than it says, and at most 25 minutes', () => {
  for (const { id, minutes, steps, teacher } of LESSONS) {
    assert.ok(minutes <= 25, `${id}: ${minutes} minutes`);
    assert.ok(minutesOfSteps(steps) <= minutes, `${id}: ${minutesOfSteps(steps)} minutes to read and answer, ${minutes} said`);
    const planned = teacher?.plan.reduce((sum, part) => sum + part.minutes, 0);
    assert.equal(planned, minutes, `${id}: the plan is of ${planned} minutes`);
  }
});

test('the order lists each lesson once', () => {
  assert.deepEqual(order.map((id) => `./core/${id}.json`).toSorted(), Object.keys(FILES).toSorted());
});

test('a route takes at most 45 minutes, each part no longer than it says', () => {
  assert.ok(ROUTES.length >= 4);
  for (const route of ROUTES) {
    const name = route.title.en ?? '';
    assert.ok(minutesOf(route) <= 45, `${name}: ${minutesOf(route)} minutes`);
    for (const { lesson, minutes, skip } of route.parts) {
      const steps = FILES[`./core/${lesson}.json`]?.steps ?? [];
      assert.ok(
        skip.every((step) => steps[step - 1] !== undefined),
        `${name}: ${lesson} has no such step to skip`,
      );
      const kept = steps.filter((_, i) => !skip.includes(i + 1));
      assert.ok(kept.length > 0, `${name}: nothing of ${lesson} is left`);
      assert.ok(minutesOfSteps(kept) <= minutes, `${name}, ${lesson}: ${minutesOfSteps(kept)} minutes, ${minutes} said`);
    }
  }
});
