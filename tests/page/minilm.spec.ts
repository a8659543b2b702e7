/**
 * A whole model of 90 MB: listed, searched, scanned; the scan finds the weight 175 standard deviations from the mean.
 * `make fetch-samples` gets it; without it there is nothing to test.
 */
import { existsSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { expectShown, tensorList } from './own-files.ts';
import { open, readout } from './steps.ts';

const MODEL = 'samples/model.safetensors';
const WEIGHT = 'encoder.layer.0.output.dense.weight';

test('the tensor that hurts in MiniLM, and the weight that does it', async ({ page }) => {
  test.skip(!existsSync(MODEL), `${MODEL} is not there: make fetch-samples`);
  test.setTimeout(180_000);
  await open(page, '#v=1&data=weights&scheme=symmetric&bits=8&granularity=tensor');

  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open file' }).click();
  await (await chosen).setFiles(MODEL);
  const list = tensorList(page);
  await expect(list.getByRole('status').first()).toHaveText('104');

  const search = list.getByRole('searchbox');
  await search.fill('0.output.dense weight');
  const row = list.getByRole('row', { name: WEIGHT });
  await expect(row.filter({ hasText: '384 × 1' })).toBeVisible();
  await search.fill('');

  await list.getByRole('button', { name: 'Scan all' }).click();
  await expect(list.getByText(/104 scanned/)).toBeVisible({ timeout: 150_000 });
  const first = list
    .getByRole('row')
    .filter({ has: page.locator('.tensor-name') })
    .first();
  await expect(list.getByRole('columnheader', { name: 'max/σ' })).toHaveAttribute('aria-sort', 'descending');
  await expect(first).toContainText(WEIGHT);
  await expect(first).toContainText('174.7');

  await first.click();
  await expectShown(page, 'model.safetensors', WEIGHT);
  await expect(page).toHaveURL(new RegExp(`sel=${99 * 1536 + 856}\\b`));
  await expect(readout(page, 'SQNR')).toContainText('8.1');
  await expect(page.getByText(/7\.915/).first()).toBeVisible();
});
