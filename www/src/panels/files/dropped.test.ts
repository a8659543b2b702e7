import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf, MOST_FILES } from './dropped';

const file = (fullPath: string, text = fullPath) => ({
  isDirectory: false,
  name: fullPath.slice(fullPath.lastIndexOf('/') + 1),
  fullPath,
  file: (found: (file: File) => void) => found(new File([text], fullPath.slice(fullPath.lastIndexOf('/') + 1), { lastModified: 7 })),
});

/** A folder whose entries come two at a time, as browsers give 100 at a time. */
const folder = (fullPath: string, entries: { fullPath: string }[]) => ({
  isDirectory: true,
  name: fullPath.slice(fullPath.lastIndexOf('/') + 1),
  fullPath,
  createReader: () => {
    let at = 0;
    return { readEntries: (found: (entries: unknown[]) => void) => found(entries.slice(at, (at += 2))) };
  },
});

const drop = (...entries: { isDirectory: boolean; name: string }[]) => {
  const files = entries.map(({ name }) => new File(['whole'], name));
  return filesOf({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files } as unknown as DataTransfer);
};

test('files that are dropped alone keep their names', async () => {
  const found = await drop(file('/model.onnx'), file('/README.md'));
  assert.deepEqual(
    found.map(({ name }) => name),
    ['model.onnx', 'README.md'],
  );
});

test('files in folders have their path as name, and what holds no tensors is left out', async () => {
  const found = await drop(
    folder('/enc', [
      file('/enc/model.onnx.data', '12'),
      file('/enc/model.onnx'),
      file('/enc/config.json'),
      file('/enc/.DS_Store'),
      folder('/enc/deep', [file('/enc/deep/w.npy')]),
      file('/enc/README.md'),
      file('/enc/model.safetensors.index.json'),
    ]),
    folder('/dec', [file('/dec/model.onnx')]),
    file('/alone.json'),
  );
  assert.deepEqual(
    found.map(({ name }) => name),
    ['enc/deep/w.npy', 'enc/model.onnx', 'enc/model.onnx.data', 'enc/model.safetensors.index.json', 'dec/model.onnx', 'alone.json'],
  );
  assert.equal(await found[2]?.text(), '12');
  assert.equal(found[2]?.lastModified, 7);
});

test('a folder without such files gives none, and one with too many gives no more than can be told from too many', async () => {
  assert.deepEqual(await drop(folder('/empty', [])), []);
  const many = Array.from({ length: 3 * MOST_FILES }, (_, at) => file(`/many/${at}.npy`));
  assert.equal((await drop(folder('/many', many))).length, MOST_FILES + 1);
});
