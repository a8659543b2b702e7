/**
 * Every control changes the picture at once, and undo takes the change back.
 */
import { expect, test } from './fixtures.ts';
import { chooseScheme, enter, exportedJson, open, paste, readout } from './steps.ts';

test('the page is alive at first sight', async ({ page }) => {
  await open(page);
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(page.getByRole('heading', { name: /Arithmetic of row 1, column 1/ })).toBeVisible();
  await expect(page.getByText('watch which numbers become the same').first()).toBeVisible();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(height, 'the main job fits the window').toBeLessThanOrEqual(720);
});

test('bits by button, by number and by slider', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '8 bits' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 255');
  await enter(page.getByRole('spinbutton', { name: 'Bits, as a number' }), '3');
  await expect(readout(page, 'Codes')).toHaveText('0 to 7');
  await page.getByRole('slider', { name: 'Bits', exact: true }).fill('2');
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
});

test('each scheme, convention and rounding rule', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Scheme' }).selectOption('Symmetric');
  await expect(readout(page, 'Zero point')).toHaveText('0');
  await expect(page.getByRole('checkbox', { name: 'Signed' })).toBeChecked();
  const article = await readout(page, 'Scale').textContent();
  await page.getByRole('combobox', { name: 'Convention' }).selectOption('PyTorch');
  await expect(readout(page, 'Scale')).not.toHaveText(article ?? '');

  await page.getByRole('combobox', { name: 'Rounding' }).selectOption('Stochastic');
  const first = (await exportedJson(page)).codes;
  await page.getByRole('button', { name: 'Draw again' }).click();
  await expect.poll(async () => (await exportedJson(page)).codes).not.toEqual(first);

  await chooseScheme(page, 'Float', 'bf16');
  await expect(page.getByText('The upper half of a 32-bit float')).toBeVisible();
  await expect(readout(page, 'Scale')).toHaveText('—');
  await expect(page.getByRole('slider', { name: 'Bits', exact: true })).toBeHidden();
  // A scheme and the settings that change with it are one undo step.
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('slider', { name: 'Bits', exact: true })).toBeVisible();
});

test('each range method says what it came to, and a clip starts from it', async ({ page }) => {
  await open(page, '#v=1&data=normal');
  const range = page.getByRole('combobox', { name: 'Range' });
  const whole = await readout(page, 'Range').textContent();
  await range.selectOption('Percentile');
  await enter(page.getByRole('spinbutton', { name: 'Share kept, in percent' }), '90');
  await expect(readout(page, 'Range')).not.toHaveText(whole ?? '');
  await range.selectOption('Least squared error');
  await expect(page.getByText('Tries 1,000 smaller ranges and keeps the one with the least MSE.')).toBeVisible();
  await expect(readout(page, 'Range')).not.toHaveText(whole ?? '');
  const found = await readout(page, 'Range').textContent();
  await range.selectOption('Manual');
  await expect(readout(page, 'Range')).toHaveText(found ?? '');
  await enter(page.getByRole('spinbutton', { name: 'Lower end of the clip range' }), '-0.5');
  await expect(readout(page, 'Range')).toHaveText(/^−0\.5 to /);
});

test('granularity shows the slice beside the whole', async ({ page }) => {
  await open(page, '#v=1&data=rows&bits=8');
  await page.getByRole('combobox', { name: 'Granularity' }).selectOption('Per row (channel)');
  await expect(page.getByRole('table', { name: 'Readout row 1 of 8' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Granularity' }).selectOption('Groups');
  await page.getByRole('combobox', { name: 'Values in a group' }).selectOption('16');
  await expect(page.getByRole('table', { name: 'Readout group 1 of 32' })).toBeVisible();
});

test('generated data follows its recipe', async ({ page }) => {
  await open(page);
  await page.getByRole('combobox', { name: 'Data' }).selectOption('Weights with outliers');
  await enter(page.getByRole('spinbutton', { name: 'Rows' }), '4');
  await expect.poll(async () => (await exportedJson(page)).shape).toEqual([4, 64]);
  const scale = await readout(page, 'Scale').textContent();
  await page.getByRole('slider', { name: 'Strength' }).fill('100');
  await expect(readout(page, 'Scale')).not.toHaveText(scale ?? '');
  const first = (await exportedJson(page)).codes;
  await page.getByRole('button', { name: 'New seed' }).click();
  await expect.poll(async () => (await exportedJson(page)).codes).not.toEqual(first);
});

test("one's own numbers, typed or pasted anywhere", async ({ page }) => {
  await open(page);
  await paste(page, '[[1, 2, 3],\n [4, 5, 6]]');
  await expect(page.getByRole('dialog', { name: 'Your numbers' })).toBeHidden();
  expect((await exportedJson(page)).shape).toEqual([2, 3]);

  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '7\t8\n9\t10');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect.poll(async () => (await exportedJson(page)).shape).toEqual([2, 2]);
});

test('undo and redo, by button and by key, a gesture a step', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: '2 bits' }).click();
  const slider = page.getByRole('slider', { name: 'Bits', exact: true });
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not on the screen');
  await page.mouse.move(box.x + 8, box.y + box.height / 2);
  await page.mouse.down();
  for (const share of [0.2, 0.5, 0.9]) await page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await page.mouse.up();
  await expect(readout(page, 'Codes')).not.toHaveText('0 to 3');
  await page.keyboard.press('Control+z');
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(readout(page, 'Codes')).toHaveText('0 to 15');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await page.keyboard.press('Control+Shift+Z');
  await expect(readout(page, 'Codes')).toHaveText('0 to 3');
});

test('a word explains itself with the numbers on show', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Scale', exact: true }).click();
  const card = page.getByRole('dialog', { name: 'Scale s' });
  await expect(card).toContainText('99.14');
  await expect(card.locator('math mfrac')).toBeVisible();
  await page.getByRole('button', { name: 'SQNR', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Signal to quantization noise ratio' })).toBeVisible();
});

test('the arithmetic steps from value to value', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Next value' }).click();
  await expect(page.getByRole('heading', { name: /Arithmetic of row 1, column 2/ })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('19.57');
});
