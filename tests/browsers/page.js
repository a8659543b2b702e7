/**
 * The page under test in one browser: opening it, waiting for it, and what the tests read off it.
 */
import assert from 'node:assert/strict';
import { KEYS } from './driver.js';

/** The app is there and has drawn what was asked for. */
const SETTLED = `return document.readyState === 'complete' && document.querySelector('main')?.getAttribute('aria-busy') === 'false'
  && !document.documentElement.classList.contains('covered')`;

const CENTRE = `const of = document.querySelectorAll(arguments[0]);
  const one = [...of].find((e) => !arguments[1] || (e.getAttribute('aria-label') ?? e.innerText).includes(arguments[1]));
  if (!one) return null;
  const { x, y, width, height } = one.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };`;

/** The page in a browser; `exports` takes what was exported, by names, for comparison with other engines. */
export const pageIn = (browser, site, exports) => {
  const settled = () => browser.until(SETTLED);

  const open = async (hash = '', base = site.local) => {
    // Addresses that differ after '#' only are one page, so leave it first.
    await browser.goTo('about:blank');
    await browser.goTo(base + hash);
    await settled();
  };

  const button = (words) =>
    browser.run(
      `const is = (b) => b.innerText.trim() === arguments[0] || b.getAttribute('aria-label') === arguments[0];
        const found = [...document.querySelectorAll('button')].filter(is).find((b) => b.getClientRects().length > 0);
        if (!found) throw new Error('no button ' + arguments[0]);
        found.scrollIntoView({ block: 'nearest' });
        found.click();`,
      words,
    );

  /** What is saved by what `press` presses. */
  const saved = async (press) => {
    await browser.run('witness.saved.length = 0');
    await press();
    await browser.until('return witness.saved.length');
    const address = await browser.runAsync(`
      return new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.readAsDataURL(witness.saved.at(-1));
      });`);
    return Buffer.from(address.split(',')[1], 'base64');
  };

  /** What is saved by a press of a button of the export menu. */
  const exported = async (words) => {
    const bytes = await saved(async () => {
      await browser.click('#export');
      await browser.until(`return document.querySelector('#export-menu button')?.getClientRects().length`);
      await button(words);
    });
    await browser.press(KEYS.escape);
    return bytes;
  };

  /** Keeps what was saved for comparison. Links in it begin with the host's address, which is each run's own. */
  const keep = (name, bytes) => exports.set(name, bytes.toString('latin1').replaceAll(site.local, 'SITE/'));

  return {
    browser,
    site,
    settled,
    open,
    /** Opens a link in the lab, which has all controls. */
    openLab: (hash = '#v=1', base = site.local) => open(`${hash}&layout=lab`, base),
    button,
    exported,
    /** Exports, and keeps it for comparison. */
    keepExport: async (name, words = 'JSON') => keep(name, await exported(words)),
    /** Keeps what is saved by what `press` presses. */
    keepSaved: async (name, press) => keep(name, await saved(press)),
    /** The middle of the first element that matches, and has these words. */
    centre: async (selector, words) => {
      const found = await browser.run(CENTRE, selector, words ?? '');
      assert.ok(found, `there is no ${selector} ${words ?? ''}`);
      return found;
    },
    /** Waits until the readout's row of a term has this value. */
    untilReadout: (term, value) =>
      browser.until(
        `const row = [...document.querySelectorAll('.readout tr')].find((r) => r.querySelector('th')?.innerText.trim() === arguments[0]);
          return row?.querySelector('td')?.innerText.trim() === arguments[1]`,
        term,
        value,
      ),
    readout: () => browser.run(`return document.querySelector('.readout').innerText`),
    hash: () => browser.run('return location.hash'),
    untilHash: (part) => browser.until('return location.hash.includes(arguments[0])', part),
    /** What the page says is wrong. */
    faults: () => browser.run(`return [...document.querySelectorAll('[role=alert], .messages')].map((e) => e.innerText.trim()).filter(Boolean)`),
    /** What the console was told since the page was opened. */
    said: () => browser.run('return globalThis.witness?.said.splice(0) ?? []'),
  };
};
