import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rejected } from '../../engine/bridge';
import { inquiry } from './inquiry';

/** A question whose answers are given by hand, in the order they are asked for. */
const byHand = () => {
  const asked: { about: string; isWanted: () => boolean; give: (value: number | undefined) => void; refuse: () => void }[] = [];
  const answer = inquiry<number>();
  const ask = (about: string): Promise<void> =>
    answer.ask(
      about,
      (isWanted) =>
        new Promise((give, fail) => {
          asked.push({ about, isWanted, give, refuse: () => fail(new Rejected({ field: 'data', message: 'no' })) });
        }),
    );
  return { answer, ask, asked };
};

/** Lets all that waits go on. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('an overtaken question is the newest answer, and not what was found', async () => {
  const { answer, ask, asked } = byHand();
  void ask('one');
  void ask('two');
  void ask('three');
  assert.equal(asked[0]?.isWanted(), false);
  asked[0]?.give(1);
  await settle();
  assert.deepEqual(answer.newest.value, { about: 'one', value: 1 });
  assert.equal(answer.found.value, undefined);
  assert.deepEqual(
    asked.map(({ about }) => about),
    ['one', 'three'],
    'what was replaced before it was asked is never asked',
  );
  asked[1]?.give(3);
  await settle();
  assert.deepEqual(answer.found.value, { about: 'three', value: 3 });
  assert.equal(answer.isWaiting.value, false);
});

test('a rejection leaves the newest answer', async () => {
  const { answer, ask, asked } = byHand();
  void ask('one');
  asked[0]?.give(1);
  await settle();
  void ask('two');
  asked[1]?.refuse();
  await settle();
  assert.deepEqual(answer.found.value, { about: 'two', rejected: 'no' });
  assert.deepEqual(answer.newest.value, { about: 'one', value: 1 });
});

test('what is stopped is no longer wanted, and asked anew later', async () => {
  const { answer, ask, asked } = byHand();
  void ask('one');
  void ask('two');
  answer.stop();
  assert.equal(asked[0]?.isWanted(), false);
  asked[0]?.give(undefined);
  await settle();
  assert.equal(asked.length, 1, 'what waited is not asked');
  assert.equal(answer.isWaiting.value, false);
  void ask('one');
  asked[1]?.give(1);
  await settle();
  assert.deepEqual(answer.found.value, { about: 'one', value: 1 });
});
