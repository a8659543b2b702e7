/**
 * Trainings: the curves, the latent weights and the program at a step are compared between the engines, byte for byte.
 */
import assert from 'node:assert/strict';
import { KEYS } from './driver.js';

const STEPS = 60;
const SMALL = 'points+40+hidden+8-6+float-steps+100';

const LINKS = {
  'two spirals, LSQ': 'bits+2',
  'two moons, DoReFa, outputs of 4 bits': `data+moons+${SMALL}+bits+3+outputs+4+estimator+dorefa`,
  'a curve, mini-batches, SGD': `data+curve+${SMALL}+bits+4+estimator+masked+codes+asymmetric+optimizer+0.9+rate+0.01+batch+16`,
};

const FILES = { 'training.csv': 'Curves as CSV', 'weights.npy': 'Weights of this layer as .npy', 'program.py': 'PyTorch program' };

const trainingChecks = Object.entries(LINKS).map(([name, settings]) => [
  `training: ${name}`,
  async (page) => {
    await page.open(`#v=1&work=training&train=${settings}+step+${STEPS}`);
    await page.browser.until(`return document.querySelector('.training-progress progress')?.value === ${STEPS}
      && !document.querySelector('.training-play').disabled`);
    assert.deepEqual(await page.browser.run(`return [...document.querySelectorAll('.fault')].map((e) => e.innerText)`), []);
    for (const [file, words] of Object.entries(FILES)) {
      await page.keepSaved(`training ${name}, ${file}`, async () => {
        await page.button('Export: export');
        await page.browser.until(`return document.querySelector('.training-files')?.getClientRects().length`);
        await page.button(words);
      });
      await page.browser.press(KEYS.escape);
    }
  },
]);

export const checks = Object.fromEntries(trainingChecks);
