/**
 * Menus and dialogs: each opens within the window, by a press, and closes by Escape.
 */
import { KEYS } from './driver.js';

const OPENERS = ['Export', 'About', 'Share', 'View', 'Formats', 'Proof', 'Lessons', 'Where is the error?'];

const OPEN = `return [...document.querySelectorAll('[popover], dialog')].find((e) => e.getClientRects().length > 0)`;

const openerCheck = (words) => async (page) => {
  await page.openLab();
  await page.button(words);
  await page.browser.until(OPEN);
  // It is placed once it is shown.
  await page.browser.until(`${OPEN.replace('return', 'const open =')}; if (!open?.innerText.trim()) return false;
    const { left, top, right, bottom } = open.getBoundingClientRect();
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight`);
  await page.browser.press(KEYS.escape);
  await page.browser.until(`${OPEN.replace('return', 'const open =')}; return !open`);
};

export const checks = Object.fromEntries(OPENERS.map((words) => [`opens and closes: ${words}`, openerCheck(words)]));
