/**
 * A lesson up to its first answer.
 */
import assert from 'node:assert/strict';
import { KEYS } from './driver.js';

/** Answers the question of a lesson's second step, from the list of lessons on. */
export const answerFirst = async (page) => {
  await page.browser.until(`return document.querySelector('.lesson .question .number')`);
  await page.browser.type('.lesson .question .number', `20${KEYS.enter}`);
  await page.browser.until(`return document.querySelector('.question-verdict')?.innerText.includes('20')`);
};

export const checks = {
  'lesson from the list to its first answer': async (page) => {
    await page.openLab();
    await page.button('Lessons');
    await page.browser.until(`return document.querySelector('.lessons-row .primary')`);
    await page.browser.run(`document.querySelectorAll('.lessons-row .primary')[5].click()`);
    await page.browser.until(`return document.querySelector('.lesson h3')?.innerText.includes('Step 1')`);
    await page.settled();
    await page.button('Next');
    await answerFirst(page);
    assert.deepEqual(await page.faults(), []);
  },
};
