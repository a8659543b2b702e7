/**
 * The oldest browsers the page is for: nothing newer is left in what is built, without popovers the page works, and a browser that
 * is too old is told so, whatever was asked for.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { browsers } from '../../scripts/floor.ts';
import { expect, test } from './fixtures.ts';
import { openLook } from './steps.ts';

/** What those browsers lack and the page might use, in code. `ui/popover/stand-in.ts` stands in for the popovers; Preact asks for `moveBefore`. */
const NEWER_CODE = [
  /\.(toSorted|toReversed|toSpliced|intersection|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(/,
  /\.with\(\w+,/,
  /AbortSignal\.any|Promise\.(withResolvers|try)|Array\.fromAsync|(Object|Map)\.groupBy|URL\.(canParse|parse)\(/,
  /\.(checkVisibility|isWellFormed|toWellFormed|requestClose|getOrInsert)\(/,
  /\.(values|keys|entries)\(\)\.(map|filter|find|some|every|toArray|reduce|forEach|take|drop|flatMap)\(/,
  /startViewTransition|new Intl\.(DurationFormat|Segmenter)|Iterator\.|\.toBase64\(|fromBase64\(/,
];

/** And in styles. `:has()` and `text-wrap` are for looks only, and `:popover-open` asks for what stands in for popovers. */
const NEWER_STYLES = [
  /light-dark\(/,
  /color-mix\(/,
  /[{};]\s*&/,
  /@(scope|starting-style|layer|position-try)/,
  /anchor\(/,
  /\bround\(|oklch\(|\binterpolate-size/,
];

const filesOf = (end: string): string[] =>
  readdirSync('dist/assets')
    .filter((name) => name.endsWith(end))
    .map((name) => `dist/assets/${name}`);

test('what is built has nothing that the oldest browsers lack', () => {
  const found = (files: readonly string[], newer: readonly RegExp[]): string[] =>
    files.flatMap((file) =>
      newer.flatMap((pattern) => [readFileSync(file, 'utf8').match(pattern)?.[0]].flatMap((at) => (at ? [`${file}: ${at}`] : []))),
    );
  expect(found(filesOf('.js'), NEWER_CODE)).toEqual([]);
  expect(found(filesOf('.css'), NEWER_STYLES)).toEqual([]);
});

/** Takes away properties of all elements. */
const without = async (page: Page, names: readonly string[]): Promise<void> => {
  await page.addInitScript((names) => {
    for (const name of names) delete (HTMLElement.prototype as unknown as Record<string, unknown>)[name];
  }, names);
};

test('without popovers, dialogs open in their place and close as they do', async ({ page }) => {
  await without(page, ['popover', 'showPopover', 'hidePopover', 'togglePopover']);
  await openLook(page);
  const open = page.locator('[popover]:visible');
  await expect(open).toHaveCount(0);

  await page.getByRole('button', { name: /^Scheme:/ }).click();
  await expect(open).toHaveCount(1);
  await expect(open).toHaveJSProperty('nodeName', 'DIALOG');
  await open.getByRole('radio', { name: 'Symmetric', exact: true }).click();
  await expect(open).toHaveCount(0);
  await expect(page).toHaveURL(/scheme=symmetric/);

  // A press beside it, and Escape.
  await page.getByRole('button', { name: /^Scheme:/ }).click();
  await expect(open).toHaveCount(1);
  await page.mouse.click(5, 400);
  await expect(open).toHaveCount(0);
  await page.locator('.more-opener').click();
  await page.getByRole('button', { name: 'About' }).click();
  await expect(open).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(open).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(open).toHaveCount(0);
  await expect(page.locator('.more-opener')).toBeFocused();
});

const TOO_OLD = [
  ['en-GB', '', `Quantscope needs ${browsers} or a later browser.`],
  ['es-MX', '', `Quantscope necesita ${browsers} o un navegador posterior.`],
  ['zh-CN', '', `Quantscope 需要 ${browsers} 或更高版本的浏览器。`],
  ['en-GB', '#v=1&bits=3&lang=es', `Quantscope necesita ${browsers} o un navegador posterior.`],
] as const;

for (const [locale, hash, sentence] of TOO_OLD) {
  test.describe(() => {
    test.use({ locale });
    for (const file of ['./', './quantscope.html']) {
      test(`too old: one sentence, in ${locale} ${hash} ${file}`, async ({ page }) => {
        // As Safari 15 is.
        await page.addInitScript(() => {
          delete (globalThis as unknown as Record<string, unknown>).DecompressionStream;
        });
        await page.goto(file + hash);
        await expect(page.locator('body')).toHaveText(sentence);
        await expect(page.getByRole('alert')).toBeVisible();
        await expect(page.getByRole('alert')).toHaveCSS('opacity', '1');
        await page.waitForTimeout(500);
        await expect(page.locator('body')).toHaveText(sentence);
      });
    }
  });
}
