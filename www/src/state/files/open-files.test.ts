import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Listing } from '../../engine/wasm';
import { OpenFiles } from './open-files';

const file = (name: string): File => new File(['x'], name);

/** Opens files; the numbers of the models whose values a file holds are given for each. */
const open = (...files: [File, ...number[]][]): OpenFiles => {
  const opened = new OpenFiles();
  const listing = { files: files.map(([{ name }, ...models]) => ({ name, models })), tensors: [] } as unknown as Listing;
  opened.replace(opened.with(files.map(([each]) => each)), listing);
  return opened;
};

const names = (opened: OpenFiles, ...added: File[]): string[] => opened.with(added).files.map(({ name }) => name);

test('a file of the same name is replaced, others stay', () => {
  const opened = open([file('a.npy')], [file('b.npy')]);
  assert.deepEqual(names(opened, file('a.npy'), file('c.npy')), ['b.npy', 'a.npy', 'c.npy']);
  assert.deepEqual(names(opened, file('x/a.npy')), ['a.npy', 'b.npy', 'x/a.npy']);
});

test('the values of a model go when it is replaced', () => {
  const opened = open([file('m.onnx')], [file('m.data'), 0], [file('n.onnx')], [file('both.data'), 0, 2]);
  assert.deepEqual(names(opened, file('m.onnx')), ['n.onnx', 'both.data', 'm.onnx']);
  assert.deepEqual(names(opened, file('m.onnx'), file('n.onnx')), ['m.onnx', 'n.onnx']);
  assert.deepEqual(names(opened, file('m.onnx'), file('m.data')), ['n.onnx', 'both.data', 'm.onnx', 'm.data']);
  assert.deepEqual(names(opened, file('m.data')), ['m.onnx', 'n.onnx', 'both.data', 'm.data']);
});
