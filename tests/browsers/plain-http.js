/**
 * By plain http from a host with a name, as in a school's own network: no service worker and no clipboard, and no fuss about it.
 */
import assert from 'node:assert/strict';

export const checks = {
  'plain http: the page works, and nothing is missed': async (page) => {
    await page.openLab('#v=1&data=minilm-l0-output-weight&bits=8', page.site.plain);
    assert.equal(await page.browser.run('return isSecureContext'), false);
    assert.deepEqual(await page.faults(), []);
    await page.button('Proof');
    await page.browser.until(`return document.querySelector('dialog[open] table')`);
  },
};
