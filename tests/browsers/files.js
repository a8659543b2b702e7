/**
 * The user's own numbers: pasted, and files of every format.
 */
import { resolve } from 'node:path';
import { KEYS } from './driver.js';

const FILES = ['matrix16.csv', 'matrix16.npy', 'arrays_deflated.npz', 'mixed.safetensors', 'types.gguf', 'state_dict.pt', 'initializers.onnx'];

/** Opens a file of tests/data; where it holds several tensors, the first. */
export const openFile = async ({ browser, settled, untilHash }, name) => {
  await browser.type('input[type=file]', resolve('tests/data/formats', name));
  await browser.until(`return location.hash.includes('data=file') || document.querySelector('dialog[open] tbody tr')`);
  if (await browser.run(`return !!document.querySelector('dialog[open]')`)) {
    await browser.run(`document.querySelector('dialog[open] table').focus()`);
    await browser.press(KEYS.enter);
  }
  await untilHash('data=file');
  await browser.until(`return !document.querySelector('dialog[open]')`);
  await settled();
};

const fileChecks = FILES.map((name) => [
  `file: ${name}`,
  async (page) => {
    await page.openLab();
    await openFile(page, name);
    await page.keepExport(`file ${name}.json`);
  },
]);

export const checks = {
  'numbers pasted': async (page) => {
    await page.openLab();
    await page.button('Paste');
    await page.browser.until(`return document.querySelector('dialog[open] textarea')`);
    await page.browser.type('dialog[open] textarea', '1.5 -2.25 3e-3 7 8 0');
    await page.button('Use these numbers');
    await page.untilHash('data=pasted');
    await page.browser.until(`return !document.querySelector('dialog[open]')`);
    await page.settled();
    await page.keepExport('pasted.json');
  },

  ...Object.fromEntries(fileChecks),
};
