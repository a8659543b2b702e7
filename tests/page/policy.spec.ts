/**
 * The page's restrictions: only its own files, no inline script or style, no other host, no request after everything is
 * loaded, nothing stored about the user.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { serve, type Site } from './own-site.ts';
import { SECRET, walk } from './walk.ts';

const policyOf = (file: string): string => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';

test('the HTML of the site has nothing that its policy would have to be loosened for', () => {
  const policy = policyOf('dist/index.html');
  expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"]));
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|sha256|nonce|https?:|\*/);
  const html = readFileSync('dist/index.html', 'utf8');
  const tags = html.match(/<[a-z][^>]*>/g) ?? [];
  expect(tags.length).toBeGreaterThan(1000);
  expect(tags.filter((tag) => /^<script(?![^>]* src=)|^<style|\s(?:style|on\w+)=/.test(tag))).toEqual([]);
  // The policy applies to the elements after it, and browsers look for the encoding in the first kilobyte.
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(Math.min(html.indexOf('<script'), html.indexOf('<link')));
  expect(html.indexOf('<meta charset')).toBeLessThan(1000);
});

test('the single file may ask for nothing', () => {
  const policy = policyOf('dist/quantscope.html');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'self'|https?:|\*/);
});

/** From now on collects violations of the page's policy. */
const watchPolicy = async (page: Page): Promise<string[]> => {
  const broken: string[] = [];
  await page.exposeFunction('tellBroken', (what: string) => broken.push(what));
  await page.addInitScript(() => {
    const { tellBroken } = globalThis as unknown as { tellBroken: (what: string) => void };
    addEventListener('securitypolicyviolation', (event) => tellBroken(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
  });
  return broken;
};

test('the policy is in force, and the watch tells', async ({ context }) => {
  // A separate page, because the console of the test's page must be empty.
  const page = await context.newPage();
  const broken = await watchPolicy(page);
  await page.goto('./');
  await page.evaluate(async () => {
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red">');
    document.body.append(Object.assign(document.createElement('script'), { textContent: '0' }));
    await fetch('https://example.com/').catch(() => undefined);
  });
  await expect.poll(() => new Set(broken.map((what) => what.split(':')[0]))).toEqual(new Set(['style-src-attr', 'script-src-elem', 'connect-src']));
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });
  test.describe.configure({ timeout: 120_000 });

  test('a walk through the page breaks no rule, asks no one, and leaves nothing behind', async ({ page, context }) => {
    const broken = await watchPolicy(page);
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    await walk(page);
    expect(broken).toEqual([]);
    const { origin } = new URL(page.url());
    expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith(`blob:${origin}/`) && !url.startsWith('data:'))).toEqual([]);

    await page.evaluate(() => navigator.serviceWorker.ready);
    expect(await context.cookies()).toEqual([]);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return {
        local: Object.keys(localStorage),
        session: Object.keys(sessionStorage),
        databases: (await indexedDB.databases()).map(({ name }) => name),
        caches: names,
        paths: requests.flat().map(({ url }) => new URL(url).pathname.slice(1)),
      };
    });
    // The current step of each lesson; the layout, where one was chosen.
    expect(kept.local.filter((key) => key !== 'quantscope.layout')).toEqual(['quantscope.lessons']);
    expect(kept.session).toEqual([]);
    expect(kept.databases).toEqual([]);
    expect(kept.caches.filter((name) => !name.startsWith('workbox-precache-'))).toEqual([]);
    const files = readdirSync('dist', { recursive: true }).map(String);
    expect(kept.paths.length).toBeGreaterThan(20);
    expect(kept.paths.filter((path) => !files.includes(path))).toEqual([]);
    const stored = await page.evaluate(() => JSON.stringify(localStorage));
    expect(stored).not.toContain(SECRET);
    expect(stored).not.toContain('safetensors');
  });

  const own = test.extend<{ site: Site }>({
    site: async ({}, use) => {
      const site = await serve('dist');
      await use(site);
      site.end();
    },
    baseURL: ({ site }, use) => use(site.address),
  });

  own('nothing is asked of the host once the page is there, whatever is done', async ({ page, site }) => {
    await page.goto('./');
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The service worker serves the second visit; it checks for a newer version.
    await page.reload();
    await expect.poll(() => site.asked.filter((path) => path === '/sw.js').length).toBeGreaterThan(1);
    await site.quiet();
    site.asked.length = 0;
    await walk(page);
    await site.quiet();
    // The browser itself checks for a newer worker when the page is opened.
    expect(site.asked.filter((path) => path !== '/sw.js')).toEqual([]);
  });
});

test('About says what is kept', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'About' }).click();
  await expect(page.getByRole('dialog', { name: 'About Quantscope' })).toContainText('Nothing about you is stored.');
});

test('the layout that was chosen is kept for visits without a link, and for nothing else', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('radio', { name: 'Lab' }).click();
  await expect(page.getByRole('complementary', { name: 'Controls and readout' })).toBeVisible();
  expect(await page.evaluate(() => Object.entries(localStorage))).toEqual([['quantscope.layout', 'lab']]);
  await page.goto('about:blank');
  await page.goto('./');
  await expect(page.getByRole('complementary', { name: 'Controls and readout' })).toBeVisible();
  // A link shows what its sender saw.
  await page.goto('about:blank');
  await page.goto('./#v=1&bits=3');
  await expect(page.getByRole('toolbar', { name: 'Settings as a sentence' })).toBeVisible();
});
