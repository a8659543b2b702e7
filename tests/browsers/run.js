/**
 * Tests the built site in Chromium, Firefox and WebKitGTK by WebDriver: `node tests/browsers/run.js [--only WORDS]`. Two engines run
 * at once. Each goes through all checks; then what they exported is compared, byte for byte. An engine that is not there is
 * skipped by name. Ends with "N passed, N failed".
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isGone, startBrowser } from './driver.js';
import { ENGINES } from './engines.js';
import { pageIn } from './page.js';
import { serve } from './site.js';
import { checks as links } from './links.js';
import { checks as hands } from './hands.js';
import { checks as files } from './files.js';
import { checks as menus } from './menus.js';
import { checks as lessons } from './lessons.js';
import { checks as training } from './training.js';
import { checks as singleFile } from './single-file.js';
import { checks as plainHttp } from './plain-http.js';
import { checks as offline } from './offline.js';

const at = process.argv.indexOf('--only');
const asked = at < 0 ? '' : process.argv[at + 1];

/** The last needs the host to fall silent. */
const CHECKS = Object.entries({ ...links, ...hands, ...files, ...menus, ...lessons, ...training, ...singleFile, ...plainHttp, ...offline }).filter(
  ([name]) => name.includes(asked),
);

const OUT = resolve('target/browsers');
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

/** The checks of an engine. */
const checksOf = ({ only }) => CHECKS.filter(([title]) => only?.some((begin) => title.startsWith(begin)) ?? true);

/** Runs one check; a message of the console fails it. Gives the fault, if any. */
const faultOf = async (page, check) => {
  try {
    await check(page);
    const said = await page.said();
    return said.length > 0 ? `the console was told: ${said.join(' | ')}` : undefined;
  } catch (error) {
    const said = await page.said().catch(() => []);
    return [error.message, ...said].join(' | ');
  }
};

/** Goes through all checks in one engine. */
const testIn = async (engine) => {
  const { name } = engine;
  const start = Date.now();
  const exports = new Map();
  let passed = 0;
  let failed = 0;
  const site = await serve('dist');
  let browser;
  try {
    const begin = async () => {
      await browser?.end();
      browser = await startBrowser(engine, site.proxy);
      await browser.resize(1280, 720);
      return pageIn(browser, site, exports);
    };
    let page = await begin();
    for (const [title, check] of checksOf(engine)) {
      const begun = Date.now();
      let fault = await faultOf(page, check);
      if (fault !== undefined && isGone(fault)) {
        console.log(`${name} ended by itself, ${title} is tried once more in a new one`);
        page = await begin();
        fault = await faultOf(page, check);
      }
      console.log(
        `${fault === undefined ? 'ok    ' : 'FAILED'}  ${name}, ${title} (${Date.now() - begun} ms)${fault === undefined ? '' : `: ${fault}`}`,
      );
      if (fault === undefined) {
        passed += 1;
        continue;
      }
      failed += 1;
      const picture = await browser.picture().catch(() => undefined);
      if (picture) writeFileSync(join(OUT, `${name}-${title.replaceAll(/\W+/g, '-')}.png`), picture);
    }
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.message}`);
  } finally {
    await browser?.end();
    site.end();
  }
  return { name: `${name} ${browser?.version ?? ''}`.trim(), exports, passed, failed, seconds: Math.round((Date.now() - start) / 1000) };
};

/** Compares each export with that of the first engine that has it. What is missing has failed its check, or was not asked for. */
const compare = (results) => {
  const firsts = new Map();
  const differences = [];
  let compared = 0;
  for (const { name, exports } of results) {
    for (const [title, text] of exports) {
      const first = firsts.get(title);
      if (!first) firsts.set(title, { name, text });
      if (!first) continue;
      compared += 1;
      if (first.text === text) continue;
      for (const one of [first, { name, text }]) writeFileSync(join(OUT, `${one.name}-${title.replaceAll(/[^\w.]+/g, '-')}`), one.text, 'latin1');
      differences.push(`  FAILED  the export ${title} of ${name} differs from that of ${first.name}, see ${OUT}`);
    }
  }
  return { kinds: firsts.size, compared, differences };
};

const there = Object.values(ENGINES).filter((engine) => engine.browser && engine.driver && checksOf(engine).length > 0);
for (const { name, browser, driver } of Object.values(ENGINES)) {
  if (!browser || !driver) console.log(`skipped: ${name}, as ${browser ? 'its driver' : 'the browser'} is not there`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const results = [];
const queue = [...there];
const work = async () => {
  for (let engine = queue.shift(); engine; engine = queue.shift()) results.push(await testIn(engine));
};
await Promise.all([work(), work()]);

const { kinds, compared, differences } = compare(results);
console.log(`Exports: ${kinds}, compared ${compared} times in ${results.length} engines`);
if (differences.length > 0) console.log(differences.join('\n'));
for (const { name, passed, failed, seconds } of results) console.log(`${name}: ${passed} passed, ${failed} failed, ${seconds} s`);
const sum = (key) => results.reduce((all, result) => all + result[key], 0);
const failed = sum('failed') + differences.length;
console.log(`${sum('passed') + compared - differences.length} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
