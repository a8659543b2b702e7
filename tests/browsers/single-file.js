/**
 * The page that is one file, from a disk: an example, a file of one's own, a scan, a lesson with real weights, an export.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openFile } from './files.js';
import { answerFirst } from './lessons.js';
import { watchedSingleFile } from './site.js';

/** Gives the address of the file on a disk, until the work is done. */
const onDisk = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'quantscope-'));
  try {
    const file = join(folder, 'quantscope.html');
    writeFileSync(file, watchedSingleFile('dist'));
    await work(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const checks = {
  'single file: an example, then an own file': (page) =>
    onDisk(async (file) => {
      await page.openLab('#v=1&data=minilm-l0-output-weight&bits=8', file);
      assert.deepEqual(await page.faults(), []);
      assert.ok((await page.hash()).includes('minilm-l0-output-weight'), 'the example was lost');
      await openFile(page, 'mixed.safetensors');
      assert.deepEqual(await page.faults(), []);
      const { codes } = JSON.parse(await page.exported('JSON'));
      assert.ok(codes.length > 0);
    }),

  'single file: a lesson to its first answer, and one that opens files and scans them': (page) =>
    onDisk(async (file) => {
      await page.openLab('#v=1&lesson=real-weights&step=1', file);
      await answerFirst(page);
      await page.openLab('#v=1&lesson=model-file', file);
      await page.button("Open the model's tensors");
      await page.browser.until(`return document.querySelectorAll('dialog[open] tbody tr').length > 1`);
      await page.browser.run(`document.querySelector('.scan-bar > button').click()`);
      await page.browser.until(`return document.querySelector('.scan-bar [role=status]').innerText.includes('scanned')`);
      assert.deepEqual(await page.faults(), []);
    }),
};
