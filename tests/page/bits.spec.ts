/**
 * The stored bits of the selected value: they name themselves, and flipping one edits the value.
 */
import { expect, test } from './fixtures.ts';
import { open } from './steps.ts';

test('a flipped bit changes the value everywhere, as one step that can be undone', async ({ page, expectAccessible }) => {
  await open(page, '#v=1&scheme=e4m3fn&sel=3');
  const bits = page.getByRole('group', { name: 'Bits of the stored code 0x63' });
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(bits.getByRole('button')).toHaveCount(8);
  await expect(steps).toContainText('= 0x63');
  await expect(bits.getByRole('button', { name: 'mantissa bit 0' })).toHaveAttribute('aria-pressed', 'true');
  await expectAccessible();

  await bits.getByRole('button', { name: 'sign bit' }).click();
  const flipped = page.getByRole('group', { name: 'Bits of the stored code 0xE3' });
  await expect(flipped.getByRole('button', { name: 'sign bit' })).toHaveAttribute('aria-pressed', 'true');
  await expect(steps).toContainText('−44 − (−44) = 0');
  await expect(page).toHaveURL(/edit=3:-44|edit=3%3A-44/);

  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(bits).toBeVisible();
  await expect(page).not.toHaveURL(/edit=/);
});

test('integers and code books have bits too; what is no code cannot be reached', async ({ page }) => {
  await open(page, '#v=1&scheme=ternary&sel=0');
  const bits = page.getByRole('group', { name: /^Bits of the stored code/ });
  await expect(bits.getByRole('button')).toHaveCount(2);
  await expect(bits.getByRole('button', { name: 'code bit 1', disabled: true })).toBeVisible();
  await open(page, '#v=1&bits=5&signed=true&sel=2');
  await expect(bits.getByRole('button')).toHaveCount(5);
});
