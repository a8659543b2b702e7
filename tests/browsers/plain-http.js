/**
 * By plain http from a host with a name, as in a school's own network: no service worker and no clipboard, and no fuss about it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { KEYS } from './driver.js';

const { copied: COPIED } = JSON.parse(readFileSync('www/src/i18n/en/page/share.json', 'utf8'));

export const checks = {
  'plain http: the page works, and nothing is missed': async (page) => {
    await page.openLab('#v=1&data=minilm-l0-output-weight&bits=8', page.site.plain);
    assert.equal(await page.browser.run('return isSecureContext'), false);
    assert.deepEqual(await page.faults(), []);
    await page.button('Proof');
    await page.browser.until(`return document.querySelector('dialog[open] table')`);
  },

  'plain http: Share copies the link, or marks it': async (page) => {
    await page.openLab('#v=1&bits=3', page.site.plain);
    await page.browser.click('#share');
    await page.browser.until(`return document.querySelector('.share-link')?.getClientRects().length`);
    const link = await page.browser.run(`return document.querySelector('.share-link').value`);
    assert.ok(link.startsWith(page.site.plain), link);
    const said = await page.browser.until(`return document.querySelector('.share-link').parentElement.querySelector('[role=status]').innerText`);
    if (said === COPIED) {
      await page.browser.press(KEYS.escape);
      await page.button('Paste');
      await page.browser.until(`return document.querySelector('dialog[open] textarea')`);
      await page.browser.click('dialog[open] textarea');
      await page.browser.chord(KEYS.control, 'v');
      await page.browser.until(`return document.querySelector('dialog[open] textarea').value === arguments[0]`, link);
    } else {
      const marked = await page.browser.run(
        `const field = document.activeElement; return field.value.slice(field.selectionStart, field.selectionEnd)`,
      );
      assert.equal(marked, link, said);
    }
  },
};
