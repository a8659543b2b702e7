/**
 * A first visit on a slow machine and line: cold cache, a quarter of the processor, 10 Mbit/s, 40 ms. And what is fetched.
 */
import { execFileSync } from 'node:child_process';
import { freshPage } from '../support/browser.js';
import { median } from '../support/stats.js';
import { digits, judged, table } from '../support/table.js';

const VISITS = 5;
/** Milliseconds. */
const LIMIT = 1500;

/** Runs in the page: when a canvas was first drawn and the frame handed over. */
const watch = () => {
  const context = CanvasRenderingContext2D.prototype;
  for (const name of ['fillRect', 'stroke', 'fill', 'fillText', 'putImageData', 'drawImage']) {
    const draw = context[name];
    context[name] = function (...given) {
      if (globalThis.firstDrawn === undefined && this.canvas.isConnected) {
        globalThis.firstDrawn = 0;
        setTimeout(() => {
          globalThis.firstDrawn = performance.now();
        });
      }
      return draw.apply(this, given);
    };
  }
  new PerformanceObserver((list) => {
    globalThis.largest = list.getEntries().at(-1).startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
};

const visit = async ({ browser, address }) => {
  const page = await freshPage(browser);
  const cdp = await page.context().newCDPSession(page);
  let bytes = 0;
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await cdp.send('Network.enable');
  const line = (10e6 / 8);
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: line, uploadThroughput: line });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(watch);
  await page.goto(`${address}/site/`);
  await page.waitForFunction(() => globalThis.firstDrawn > 0, undefined, { timeout: 60_000 });
  const drawnBytes = bytes;
  await page.waitForLoadState('networkidle');
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    largest: globalThis.largest,
    drawn: globalThis.firstDrawn,
  }));
  await page.context().close();
  return { ...times, drawnBytes: drawnBytes / 1000, allBytes: bytes / 1000 };
};

export const load = async (context) => {
  const visits = [];
  for (let i = 0; i < VISITS; i += 1) {
    context.say(`visit ${i + 1}`);
    visits.push(await visit(context));
  }
  const of = (name) => median(visits.map((one) => one[name]));
  const rows = [
    ['first text', digits(of('paint'), ' ms'), ''],
    ['largest text or image', digits(of('largest'), ' ms'), ''],
    ['first picture: a canvas drawn', digits(of('drawn'), ' ms'), judged(`<= ${LIMIT} ms`, of('drawn') <= LIMIT)],
    ['fetched until then, brotli', digits(of('drawnBytes'), ' kB'), ''],
    ['fetched once idle, brotli', digits(of('allBytes'), ' kB'), ''],
  ];
  const weight = execFileSync('node', ['scripts/page-weight.js', 'dist'], { encoding: 'utf8' }).trim();
  return [
    table([`median of ${VISITS} first visits: 4x slower processor, 10 Mbit/s, 40 ms`, 'measured', 'target'], rows),
    'What `make dist` says of the weight:',
    `\`\`\`\n${weight}\n\`\`\``,
  ].join('\n\n');
};
