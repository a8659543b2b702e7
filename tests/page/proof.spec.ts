/**
 * The Proof: it shows the results of the golden tests; each trap's link opens the case described.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { exportedJson, open } from './steps.ts';

type Trap = { trap: string; cases: { who: string; code: number; link: string }[] };
type Found = Record<string, { cases: number; mismatches: number; operation: string }>;
type Words = { trap: Record<string, { title: string; words: string; who: Record<string, string> }> };

const read = (file: string): unknown => JSON.parse(readFileSync(`www/src/${file}.json`, 'utf8'));
const traps = read('traps') as Trap[];
const found = read('proof') as Found;
const words = read('i18n/en/analysis/proof') as Words;

test('every file of vectors has its line, and the sum is theirs', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Proof', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Proof' });
  await expect(dialog.getByRole('row')).toHaveCount(1 + Object.keys(found).length);
  const cases = Object.values(found).reduce((total, file) => total + file.cases, 0);
  const sum = (await dialog.getByRole('paragraph').first().textContent()) ?? '';
  expect(sum.replaceAll(/\s/g, '')).toContain(`${cases}casescomputedbythelibrariesthemselves,0mismatches`);
  const operations = await dialog.getByRole('rowheader').evaluateAll((heads) => heads.map((head) => head.getAttribute('title')));
  expect(operations.sort()).toEqual(
    Object.values(found)
      .map(({ operation }) => operation)
      .sort(),
  );
});

test('every trap is told, and no other', () => {
  const told = Object.entries(words.trap).map(([trap, { who }]) => [trap, Object.keys(who)]);
  expect(told).toEqual(traps.map(({ trap, cases }) => [trap, cases.map(({ who }) => who)]));
});

test('every trap opens as the case it tells, and can be taken back', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page, '#v=1&theme=dark');
  for (const { trap, cases } of traps) {
    const title = words.trap[trap]?.title ?? '';
    for (const [i, { who, code, link }] of cases.entries()) {
      await page.getByRole('button', { name: 'Proof', exact: true }).click();
      const item = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
      await item.getByRole('link').nth(i).click();
      await expect(page.getByRole('dialog', { name: 'Proof' })).toBeHidden();
      await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
      const selected = Number(new URLSearchParams(link).get('sel') ?? 0);
      await expect(async () => expect((await exportedJson(page)).codes[selected], `${trap}, ${who}`).toBe(code)).toPass();
      await expect(page.getByRole('region', { name: 'Messages' })).toHaveText('');
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    }
  }
  const last = page.url();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => page.url()).not.toBe(last);
});
