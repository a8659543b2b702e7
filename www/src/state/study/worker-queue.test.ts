import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WorkerQueue } from './worker-queue';

test('one task runs at a time, studies before questions, each in its order', async () => {
  const queue = new WorkerQueue();
  const order: string[] = [];
  let running = 0;
  const task = (name: string) => async (): Promise<void> => {
    assert.equal(running, 0);
    running += 1;
    await Promise.resolve();
    running -= 1;
    order.push(name);
  };
  const all = [queue.run(task('first')), queue.run(task('question 1')), queue.run(task('question 2')), queue.run(task('study'), 'before')];
  assert.equal(queue.isIdle, false);
  await Promise.all(all);
  assert.deepEqual(order, ['first', 'study', 'question 1', 'question 2']);
  assert.equal(queue.isIdle, true);
});

test('a task that fails lets the next one run', async () => {
  const queue = new WorkerQueue();
  const failing = queue.run(() => Promise.reject(new Error('no')));
  const next = queue.run(async () => 7);
  await assert.rejects(failing, /no/);
  assert.equal(await next, 7);
});
