/**
 * The layout for projectors: the picture has the room, and a lesson's words and buttons never scroll away.
 */
import { expect, test } from './fixtures.ts';
import { inLab, openLook } from './steps.ts';

const SIZES = [
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const size of SIZES) {
  test(`a lesson keeps Next in view at ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    await page.goto('./#v=1&layout=present&lesson=fewer-bits');
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await expect(next).toBeVisible();
    for (let step = 0; step < 3; step += 1) {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await expect(next).toBeInViewport({ ratio: 1 });
      const [button, picture] = await Promise.all([next.boundingBox(), page.locator('[data-panel]:visible').first().boundingBox()]);
      expect(picture?.height ?? 0, 'the picture has the room').toBeGreaterThan(size.height * 0.35);
      expect(button && button.y + button.height).toBeLessThanOrEqual(size.height);
      // Nothing lies over anything else.
      for (const press of await page.locator('.bits-buttons label, .lesson-ways > button, .sentence-settings').all()) {
        if (!(await press.isVisible()) || (await press.isDisabled())) continue;
        const box = await press.boundingBox();
        const isOnTop = await press.evaluate((element, [x, y]) => element.contains(document.elementFromPoint(x, y)), [
          (box?.x ?? 0) + (box?.width ?? 0) / 2,
          (box?.y ?? 0) + (box?.height ?? 0) / 2,
        ] as const);
        expect(isOnTop, await press.innerText()).toBe(true);
      }
      if (await next.isDisabled()) break;
      await next.click();
    }
  });
}

for (const size of [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }, ...SIZES]) {
  test(`an open question lies over no mark at ${size.width} x ${size.height}`, async ({ page }) => {
    await page.setViewportSize(size);
    for (const at of ['lesson=clipping&step=4', 'lesson=asymmetric&step=2']) {
      await page.goto(`./#v=1&layout=present&${at}`);
      await page.reload();
      await page.getByRole('button', { name: 'Question' }).click();
      const [lesson, bar, picture] = await Promise.all(
        ['.lesson-body', '.lesson-ways', '[data-panel]:visible'].map((one) => page.locator(one).first().boundingBox()),
      );
      if (!lesson || !bar || !picture) throw new Error('the lesson, its bar or the picture is not there');
      expect(picture.y).toBeGreaterThanOrEqual(lesson.y + lesson.height - 1);
      expect(picture.y + picture.height).toBeLessThanOrEqual(bar.y + 1);
      expect(picture.height).toBeGreaterThan(100);
      expect(bar.y + bar.height).toBeLessThanOrEqual(size.height + 1);
    }
  });
}

test('links of the old forms open it', async ({ page }) => {
  await openLook(page, '#v=1&theme=projector');
  await expect(page.getByRole('banner')).toHaveAttribute('data-of', 'present');
  await openLook(page, '#v=1&spot=histogram');
  await page.reload();
  await expect(page.getByRole('banner')).toHaveAttribute('data-of', 'present');
  await page.goto(`./${inLab('')}`);
  await page.reload();
  await expect(page.getByRole('banner')).toHaveAttribute('data-of', 'lab');
});
