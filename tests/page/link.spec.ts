/**
 * The address contains the whole state; the back button undoes; a faulty link opens with a message.
 */
import { expect, test } from './fixtures.ts';
import { enter, exportedJson, open, paste, readout } from './steps.ts';

/** Every setting away from its default, each reachable from the others. */
const LINKS = [
  '#v=1&data=rows&rows=16&cols=96&seed=7&outliers=5&strength=33&edit=3:2.5,70:-1.25&scheme=symmetric&bits=5&signed=true&granularity=group&group=24&range=percentile&p=97.5&convention=torch&rounding=stochastic&draw=9&sel=100&compare=transfer&log=true&map=error&theme=dark',
  '#v=1&data=article-sym&bits=3&signed=true&granularity=column&range=clip&lo=-40&hi=120.5&rounding=half-away&zoomlo=-20&zoomhi=20&from=1&span=1',
];

for (const [i, hash] of LINKS.entries()) {
  test(`link ${i + 1} opens the same screen bit for bit`, async ({ page, context }) => {
    await open(page, hash);
    await expect(page.getByRole('region', { name: 'Messages' })).toHaveText('');
    const first = await exportedJson(page);
    expect(first.settings.settings['bits']).toBe(Number(new URLSearchParams(hash.slice(1)).get('bits')));

    const copy = await context.newPage();
    await open(copy, new URL(first.link).hash);
    expect(await exportedJson(copy)).toEqual(first);
  });
}

test('pasted numbers travel in the link', async ({ page, context }) => {
  await open(page);
  await paste(page, '1.5 -2.25\n0.1 1e-3');
  await page.getByRole('button', { name: '3 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  const first = await exportedJson(page);
  const copy = await context.newPage();
  await open(copy, new URL(page.url()).hash);
  expect(await exportedJson(copy)).toEqual(first);
});

test('share copies the link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByRole('button', { name: '2 bits' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
});

test('where copying is forbidden the link can be copied by hand', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));
    document.execCommand = () => false;
  });
  await open(page);
  await page.getByRole('button', { name: '2 bits' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(page.url());
  await expect(page.getByRole('textbox', { name: 'Link' })).toBeFocused();
});

test('a bad link is told plainly and opens with defaults for its bad keys', async ({ page }) => {
  await open(page, '#v=7&bits=99&scheme=wobbly&p=20&colour=red&granularity=row');
  const messages = page.getByRole('region', { name: 'Messages' });
  for (const part of ['version', 'bits=99', 'scheme=wobbly', 'p=20', 'colour']) await expect(messages).toContainText(part);
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(page.getByRole('table', { name: 'Readout row 1 of 4' })).toBeVisible();
  await messages.getByRole('button', { name: 'Dismiss' }).click();
  await expect(messages).toHaveText('');
});

test('a link with one thing wrong keeps all else, takes the nearest and says so', async ({ page }) => {
  await open(page, '#v=1&data=normal&rows=100&cols=100&seed=5&bits=3&granularity=group&group=32');
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('A group of 32 does not divide a row of 100 values.');
  await expect(messages).toContainText('Taken instead: group=25.');
  await expect(page.getByRole('table', { name: 'Readout group 1 of 400' })).toBeVisible();
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  const link = new URLSearchParams(new URL(page.url()).hash.slice(1));
  expect(Object.fromEntries(link)).toMatchObject({
    data: 'normal',
    rows: '100',
    cols: '100',
    seed: '5',
    bits: '3',
    granularity: 'group',
    group: '25',
  });
});

test('blocks that do not fit the rows of a link are filled up', async ({ page }) => {
  await open(page, '#v=1&scheme=mx-e2m1&edit=6:-31');
  await expect(page.getByRole('table', { name: 'Readout block 1 of 4' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Messages' })).toBeEmpty();
  await expect(page.getByText('1 value changed by hand')).toBeVisible();
});

test('back takes the last change back', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '2 bits' }).click();
  await enter(page.getByRole('spinbutton', { name: 'Bits, as a number' }), '6');
  await expect(readout(page, 'Codes')).toHaveText('0 to 63');
  await page.goBack();
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
});
