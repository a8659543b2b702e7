/**
 * The user's own files, valid and malformed, without a network: every malformed file gets a sentence and the picture stays.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { bring, cutOff, expectShown, ownFile, safetensors, shownData, tensorList, textFile } from './own-files.ts';
import { enter, exported, open, readout } from './steps.ts';

type Case = { file: string; verdict: 'refuse' | 'load' | 'either'; why: string };

const CASES = JSON.parse(readFileSync('tests/data/bad/cases.json', 'utf8')) as Case[];

const GOOD = textFile('good.csv', '1,-2,3\n-4,5,6\n');

type Seen = { alert: string; listed: string[]; unread: string[]; chosen: string; isListOpen: boolean };

/** The visible state of the page, read at once. */
const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const texts = (selector: string): string[] => [...document.querySelectorAll(selector)].map((element) => element.textContent);
    return {
      alert: texts('[role="alert"]').join(' '),
      listed: texts('dialog[open] .tensor-name'),
      unread: texts('dialog[open] .tensor-unread'),
      chosen: texts('#data option:checked').join(''),
      isListOpen: document.querySelector('dialog.tensors[open] input') !== null,
    };
  });

/** Waits for the result of opening a file: a sentence, the list, or its tensor in the menu. */
const outcome = async (page: Page, name: string): Promise<{ refused?: string; shown?: string; listed?: string[] }> => {
  await expect
    .poll(async () => {
      const { alert, isListOpen, chosen } = await look(page);
      return alert.includes(name) || isListOpen || chosen.startsWith(name);
    }, `what comes of ${name}`)
    .toBe(true);
  const { alert, isListOpen, listed, unread, chosen } = await look(page);
  if (isListOpen) {
    await page.keyboard.press('Escape');
    await expect(tensorList(page)).toBeHidden();
    return listed.length > 0 && listed.length === unread.length ? { refused: unread.join(' ') } : { listed };
  }
  if (chosen.startsWith(name)) {
    // Its values have been read or rejected.
    await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false');
    const { alert } = await look(page);
    return alert === '' ? { shown: chosen } : { refused: alert };
  }
  return { refused: alert };
};

test('malformed files, one after the other on one page: a sentence each, and the picture stays', async ({ page }) => {
  test.setTimeout(120_000);
  await open(page);
  const asked = await cutOff(page);
  await bring(page, 'drop', GOOD);
  await expectShown(page, 'good.csv', 'data');
  for (const [i, { file, verdict, why }] of CASES.entries()) {
    await test.step(`${file}: ${why}`, async () => {
      const before = await readout(page, 'Scale').textContent();
      const name = `odd-${i}.${file.split('.').pop() ?? ''}`;
      await bring(page, 'drop', ownFile(`bad/${file}`, name));
      const { refused, shown, listed } = await outcome(page, name);
      if (verdict === 'refuse') expect(refused, file).toMatch(/^.{25,330}\.$/);
      if (refused !== undefined) await expect(readout(page, 'Scale'), file).toHaveText(before ?? '');
      // Files whose values cannot be drawn are opened; the error comes when a tensor is shown.
      if (verdict === 'load' && refused !== undefined) expect(refused, file).toMatch(/no (values|numbers)|finite|too wide/i);
      if (verdict === 'load' && refused === undefined)
        expect((listed?.length ?? 0) > 0 || shown !== undefined || /no_tensors|only_metadata/.test(file), file).toBe(true);
    });
  }
  await bring(page, 'drop', GOOD);
  await expectShown(page, 'good.csv', 'data');
  await expect(page.getByRole('alert')).toHaveCount(0);
  const bits = page.getByRole('spinbutton', { name: 'Bits, as a number' });
  const codes = await readout(page, 'Codes').textContent();
  await enter(bits, (await bits.inputValue()) === '3' ? '4' : '3');
  await expect(readout(page, 'Codes')).not.toHaveText(codes ?? '');
  expect(asked).toEqual([]);
});

test('without the network: open, list, scan, choose, save, look things up', async ({ page }) => {
  await open(page);
  const asked = await cutOff(page);
  await bring(page, 'drop', ownFile('formats/types.gguf'));
  const list = tensorList(page);
  await expect(list.getByRole('status').first()).toHaveText('23');
  await list.getByRole('button', { name: 'Scan all' }).click();
  await expect(list.getByText('23 scanned')).toBeVisible({ timeout: 30_000 });
  await list.getByRole('searchbox').fill('outlier q4_k');
  await page.keyboard.press('Enter');
  await expectShown(page, 'types.gguf', 'outlier.q4_k');
  expect((await exported(page, 'CSV')).text.slice(0, 2000)).toContain('index,row,column');
  expect((await exported(page, 'NumPy')).text).toContain('outlier.q4_k');
  await page.getByRole('button', { name: 'Proof', exact: true }).click();
  await expect(page.getByRole('dialog', { name: /proof/i }).getByRole('table').first()).toBeVisible();
  expect(asked).toEqual([]);
});

test('names in files are text, never markup', async ({ page }) => {
  const name = '<img src=x onerror="document.title=1">';
  const bold = '"><b>bold</b><script>document.title=2</script>';
  await open(page);
  const title = await page.title();
  await bring(page, 'drop', safetensors('<i>model<i>.safetensors', { [name]: [1, 2, -3], [bold]: [4, 5, 6] }));
  const list = tensorList(page);
  await expect(list.getByText(name)).toBeVisible();
  await expect(list.getByText(bold)).toBeVisible();
  await list.getByText(name).click();
  await expectShown(page, '<i>model<i>.safetensors', name);
  const json = JSON.parse((await exported(page, 'JSON')).text) as { settings: { source: { tensor: string } } };
  expect(json.settings.source.tensor).toBe(name);
  await bring(page, 'drop', textFile('<img src=x onerror="document.title=3">.csv', '1,2\n3,x\n'));
  await expect(page.getByRole('alert').first()).toContainText("'x'");
  expect(await page.locator('img[src=x], main i, dialog i, dialog b').count()).toBe(0);
  expect(await page.title()).toBe(title);
});

test('several files at once, with a bad one among them', async ({ page }) => {
  await open(page);
  const files = [
    ownFile('formats/matrix16.csv'),
    ownFile('formats/matrix16.npy'),
    ownFile('bad/csv_ragged.csv'),
    ownFile('formats/mixed.safetensors'),
  ];
  await bring(page, 'drop', ...files);
  const list = tensorList(page);
  await expect(list.getByText(/^csv_ragged.csv: .*row 2/i)).toBeVisible();
  await expect(list.getByRole('status').first()).toHaveText('9');
  await list.getByRole('searchbox').fill('matrix16.npy');
  await expect(list.getByRole('status').first()).toHaveText('1 of 9');
  await page.keyboard.press('Enter');
  await expectShown(page, 'matrix16.npy', 'data');
  const npy = await readout(page, 'MSE').textContent();
  await bring(page, 'drop', ownFile('formats/matrix16.csv'));
  await expectShown(page, 'matrix16.csv', 'data');
  await expect(readout(page, 'MSE')).toHaveText(npy ?? '');
});

test('a copied file is pasted', async ({ page }) => {
  await open(page);
  await bring(page, 'paste', ownFile('formats/matrix16.npy'));
  await expectShown(page, 'matrix16.npy', 'data');
});

test('with the keyboard alone: open, search, choose', async ({ page }) => {
  await open(page);
  // Listened for before the key is pressed: Playwright must intercept file choosers before one opens.
  const chooser = page.waitForEvent('filechooser');
  const button = page.getByRole('button', { name: 'Open file' });
  for (let i = 0; i < 30 && !(await button.evaluate((element) => element === document.activeElement)); i++) await page.keyboard.press('Tab');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await (await chooser).setFiles('tests/data/formats/mixed.safetensors');
  const list = tensorList(page);
  await expect(list.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('f16');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(list).toBeHidden();
  await expect(shownData(page)).toHaveText(/^mixed\.safetensors: .*f16$/);
});
