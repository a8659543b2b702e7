/**
 * A second visit when the host is silent. It is the last check, as the host stays silent.
 */
import assert from 'node:assert/strict';

export const checks = {
  'offline: the second visit, an example never opened, a lesson': async (page) => {
    const { kept } = page.site;
    await page.open('#v=1&bits=4', kept);
    await page.browser.until('return navigator.serviceWorker.controller');
    page.site.fallSilent();
    await page.openLab('#v=1&data=minilm-l3-query-weight&bits=3', kept);
    assert.deepEqual(await page.faults(), []);
    await page.untilReadout('Codes', '0 to 7');
    await page.openLab('#v=1&lesson=real-weights&lang=es', kept);
    await page.browser.until(`return document.querySelector('.lesson h3')?.innerText.includes('Paso 1')`);
  },
};
