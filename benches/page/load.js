/**
 * A first visit on a slow machine and line: cold cache, a quarter of the processor, 10 Mbit/s, 40 ms. And what is fetched.
 */
import { spawnSync } from 'node:child_process';
import { freshPage } from '../support/browser.js';
import { median } from '../support/stats.js';
import { digits, table } from '../support/table.js';

const VISITS = 5;
/** Milliseconds until something is painted, and until the picture is. */
const LIMITS = { paint: 800, picture: 1500 };

/**
 * Runs in the page: when the start page's charts were painted, which come as drawings in its HTML, and when the app drew
 * on a canvas, from where on it answers. Both as the first task after the frame was handed over.
 */
const watch = () => {
  const seen = {};
  globalThis.seen = seen;
  const once = (name) => {
    if (name in seen) return;
    seen[name] = undefined;
    setTimeout(() => {
      seen[name] = performance.now();
    });
  };
  const look = () => {
    const stills = [...document.querySelectorAll('[data-still] svg')].filter((still) => still.checkVisibility({ visibilityProperty: true }));
    if (stills.length > 0 || 'alive' in seen) once('picture');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const context = CanvasRenderingContext2D.prototype;
  for (const name of ['fillRect', 'stroke', 'fill', 'fillText', 'putImageData', 'drawImage']) {
    const draw = context[name];
    context[name] = function (...given) {
      if (this.canvas.isConnected) once('alive');
      return draw.apply(this, given);
    };
  }
};

/** Runs in the page: kilobytes that had come by a time, as they went over the line. */
const fetchedBy = (time) =>
  [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter((entry) => entry.responseEnd <= time)
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0) / 1000;

const visit = async ({ browser, address }) => {
  const page = await freshPage(browser, 'allow');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const line = 10e6 / 8;
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: line, uploadThroughput: line });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(watch);
  await page.goto(`${address}/site/`);
  await page.waitForFunction(() => globalThis.seen.alive !== undefined, undefined, { timeout: 60_000 });
  const { picture, alive } = await page.evaluate(() => globalThis.seen);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  const [pictureBytes, aliveBytes] = [await page.evaluate(fetchedBy, picture), await page.evaluate(fetchedBy, alive)];
  await page.context().close();
  return { paint, picture, alive, pictureBytes, aliveBytes };
};

export const load = async (context) => {
  const visits = [];
  for (let i = 0; i < VISITS; i += 1) {
    context.say(`visit ${i + 1}`);
    visits.push(await visit(context));
  }
  const of = (name) => median(visits.map((one) => one[name]));
  const judged = (what, name, unit, most) => {
    const measured = digits(of(name), unit);
    return [what, measured, context.targets.judge(what, measured, `<= ${most}${unit}`, of(name) <= most)];
  };
  const rows = [
    judged('something painted', 'paint', ' ms', LIMITS.paint),
    judged('first picture', 'picture', ' ms', LIMITS.picture),
    ['the app has drawn it anew and answers', digits(of('alive'), ' ms'), ''],
    judged('fetched until the first picture, brotli', 'pictureBytes', ' kB', 150),
    ['fetched until the app answers, brotli', digits(of('aliveBytes'), ' kB'), ''],
  ];
  // Above its budget it says so and exits with 1; here that is a number like others.
  const { stdout, stderr } = spawnSync('node', ['scripts/page-weight.js', 'dist'], { encoding: 'utf8' });
  const weight = `${stdout}${stderr}`.trim();
  return [
    table([`median of ${VISITS} first visits: 4x slower processor, 10 Mbit/s, 40 ms`, 'measured', 'target'], rows),
    'What `make dist` says of the weight:',
    `\`\`\`\n${weight}\n\`\`\``,
  ].join('\n\n');
};
