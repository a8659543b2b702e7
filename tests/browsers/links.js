/**
 * Links of every family of schemes, of data of each kind, of languages and layouts: each opens without a fault, and its export is
 * compared between the engines.
 */
import assert from 'node:assert/strict';

const LINKS = {
  'the start page': '#v=1',
  'integers of an outlier': '#v=1&data=minilm-l0-output-weight&bits=8',
  'integers, percentile by row': '#v=1&data=article-asym&scheme=asymmetric&bits=4&granularity=row&range=percentile&p=99.9&seed=7',
  'integers, symmetric, least squared error': '#v=1&data=laplace&scheme=symmetric&bits=4&range=mse',
  'integers, stochastic rounding': '#v=1&data=bimodal&bits=3&rounding=stochastic&draw=5',
  'a million values': '#v=1&data=student-t&rows=1000&cols=1000&bits=5&range=mse&granularity=row',
  floats: '#v=1&data=minilm-l0-output-weight&scheme=e4m3fn',
  'blocks, MX': '#v=1&data=weights&scheme=mx-e2m1',
  'blocks, NVFP4': '#v=1&data=weights&scheme=nvfp4',
  'blocks, bitsandbytes': '#v=1&data=minilm-l3-query-weight&scheme=bnb-nf4',
  'blocks, ggml': '#v=1&data=minilm-l3-output-weight&scheme=q4-k',
  'a table': '#v=1&data=normal&scheme=nf4',
  'fitted levels': '#v=1&data=student-t&scheme=lloyd-max&bits=3',
  'few levels, BitNet': '#v=1&data=normal&scheme=bitnet',
  'few levels, DoReFa': '#v=1&data=normal&scheme=dorefa-weights',
  'few levels, PACT': '#v=1&data=weights&scheme=pact',
  'Chinese, dark': '#v=1&theme=dark&lang=zh',
};

const linkChecks = Object.entries(LINKS).map(([name, hash]) => [
  `link: ${name}`,
  async (page) => {
    await page.openLab(hash);
    assert.deepEqual(await page.faults(), []);
    await page.keepExport(`${name}.json`, 'JSON');
  },
]);

/** The languages have their own names of these buttons; the numbers of an export are the same. */
export const checks = {
  ...Object.fromEntries(linkChecks),

  'link: layouts': async (page) => {
    for (const layout of ['look', 'present']) {
      await page.open(`#v=1&data=weights&layout=${layout}`);
      assert.equal(await page.browser.run('return document.documentElement.dataset.layout'), layout);
      assert.deepEqual(await page.faults(), []);
    }
    await page.open('?embed=1#v=1&bits=3');
    assert.equal(await page.browser.run('return document.documentElement.hasAttribute("data-embed")'), true);
  },

  'link: outputs of a layer': async (page) => {
    await page.openLab('#v=1&data=minilm-l3-output-weight&scheme=symmetric&granularity=row');
    await page.browser.until(`return /Median channel[^d]{1,40}dB/.test(document.body.innerText)`);
    assert.deepEqual(await page.faults(), []);
    await page.keepExport('outputs of a layer.json', 'JSON');
  },

  'exports of every kind': async (page) => {
    await page.openLab(LINKS['integers, percentile by row']);
    await page.keepExport('table.csv', 'CSV');
    await page.keepExport('numpy.py', 'NumPy');
    await page.keepExport('torch.py', 'PyTorch');
    await page.keepExport('number-line.svg', 'Number line as SVG');
    await page.keepExport('histogram.svg', 'Histogram as SVG');
    const picture = await page.exported('Number line as PNG');
    assert.equal(picture.subarray(1, 4).toString(), 'PNG');
  },

  'language by hand': async (page) => {
    await page.openLab();
    await page.button('View');
    await page.browser.run(
      `const select = document.querySelector('#language'); select.value = 'es'; select.dispatchEvent(new Event('change', { bubbles: true }))`,
    );
    await page.browser.until(`return document.documentElement.lang === 'es' && document.body.innerText.includes('Recta numérica')`);
    await page.untilHash('lang=es');
  },
};
