/**
 * Mouse and keyboard: the slider of bits, the handles of the range, undo, a word of the sentence, and the way of the Tab key.
 */
import assert from 'node:assert/strict';
import { KEYS } from './driver.js';

const SLIDER = 'input[type=range]';
const HANDLE = '[data-panel="number-line"] [role=slider]';

export const checks = {
  'slider of bits by keys, undo': async (page) => {
    await page.openLab();
    await page.browser.run(`document.querySelector('${SLIDER}').focus()`);
    await page.browser.press(KEYS.right);
    await page.untilReadout('Codes', '0 to 31');
    await page.browser.chord(KEYS.control, 'z');
    await page.untilReadout('Codes', '0 to 15');
  },

  'slider of bits by mouse': async (page) => {
    await page.openLab();
    const [from, to] = await page.browser.run(`const { x, y, width, height } = document.querySelector('${SLIDER}').getBoundingClientRect();
      return [{ x: x + width * 0.2, y: y + height / 2 }, { x: x + width - 2, y: y + height / 2 }]`);
    await page.browser.hold(from, to, 10);
    await page.browser.letGo();
    await page.untilHash('bits=16');
  },

  'drag of the range, in the lab': async (page) => {
    await page.openLab();
    const handle = await page.centre(HANDLE, 'Upper end');
    await page.browser.hold(handle, { x: handle.x - 300, y: handle.y });
    await page.browser.letGo();
    await page.untilHash('range=clip');
  },

  'drag ended by Escape': async (page) => {
    await page.openLab();
    const before = await page.readout();
    const handle = await page.centre(HANDLE, 'Upper end');
    await page.browser.hold(handle, { x: handle.x - 200, y: handle.y });
    await page.browser.until(`return document.querySelector('.readout').innerText !== arguments[0]`, before);
    await page.browser.press(KEYS.escape);
    await page.browser.letGo();
    await page.browser.until(`return document.querySelector('.readout').innerText === arguments[0]`, before);
  },

  'first visit: a drag, a word of the sentence, bits': async (page) => {
    await page.open();
    const handle = await page.centre('[data-panel="number-line"] [role=slider]', 'Upper end');
    await page.browser.hold(handle, { x: handle.x - 200, y: handle.y });
    await page.browser.letGo();
    await page.untilHash('range=clip');
    // Safari drops what it does not know of a short form: then nothing shows that words can be pressed.
    assert.equal(await page.browser.run(`return getComputedStyle(document.querySelector('.sentence .word')).textDecorationStyle`), 'dotted');
    await page.browser.click('.sentence .word');
    await page.browser.until(`return [...document.querySelectorAll('.word-card')].some((card) => card.getClientRects().length > 0)`);
    await page.browser.press(KEYS.escape);
    await page.browser.until(`return [...document.querySelectorAll('.word-card')].every((card) => card.getClientRects().length === 0)`);
    await page.browser.run(`document.querySelector('.bits-buttons [data-bits="2"] input').click()`);
    await page.untilHash('bits=2');
    await page.settled();
    assert.deepEqual(await page.faults(), []);
  },

  'Tab reaches the controls, and the focus shows': async (page) => {
    await page.openLab();
    const names = new Set();
    // One by one, and each waited for: WebKit decides that a focus shows after it has moved there.
    for (let i = 0; i < 24; i++) {
      await page.browser.press(KEYS.tab);
      const name = await page.browser.until(`const e = document.activeElement;
        return e.matches(':focus-visible') && (e.getAttribute('aria-label') || e.innerText || e.id || e.tagName)`);
      names.add(name);
    }
    assert.ok(names.size >= 18, `Tab goes round: ${[...names].join(', ')}`);
  },

  'narrow window': async (page) => {
    await page.browser.resize(500, 800);
    await page.open();
    assert.equal(await page.browser.run('return document.documentElement.scrollWidth <= innerWidth'), true, 'it scrolls sideways');
    await page.browser.resize(1280, 720);
  },
};
