/**
 * A lesson judges a submission once: nothing that is done afterwards changes the verdict, its
 * words or the record.
 */
import type { Locator, Page } from '@playwright/test';
import { lessonOpen } from './classroom.ts';
import { expect, test } from './fixtures.ts';
import { enter, readout } from './steps.ts';

const verdict = (page: Page): Locator => page.locator('.question-verdict').first();
const check = (page: Page): Locator => page.getByRole('button', { name: 'Check', exact: true });
const bits = (page: Page): Locator => page.getByRole('spinbutton', { name: 'Bits, as a number' });

/** The tries at a step of a lesson, as the browser keeps them. */
const record = (page: Page, lesson: string, step: number): Promise<{ number: number; verdict: { right: boolean } }[]> =>
  page.evaluate(
    ([id, place]) => {
      type Log = { lessons: Record<string, { answers: Record<string, []> }> };
      return (JSON.parse(localStorage.getItem('quantscope.lessons') ?? '{"lessons":{}}') as Log).lessons[id]?.answers[place] ?? [];
    },
    [lesson, String(step)] as const,
  );

const settled = (page: Page): Promise<void> => expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');

/** Does something, waits for its picture, and expects the verdict and the record to be as before; also after a reload. */
const expectStays = async (page: Page, lesson: string, step: number, play: () => Promise<void>): Promise<void> => {
  const before = {
    words: await verdict(page).textContent(),
    right: await verdict(page).getAttribute('data-right'),
    record: await record(page, lesson, step),
  };
  expect(before.words).not.toBe('');
  const after = async (): Promise<typeof before> => ({
    words: await verdict(page).textContent(),
    right: await verdict(page).getAttribute('data-right'),
    record: await record(page, lesson, step),
  });
  await play();
  await settled(page);
  expect(await after()).toEqual(before);
  // The button has aria-disabled, so it can still be pressed.
  await check(page).click({ force: true });
  await check(page).press('Enter');
  expect(await after()).toEqual(before);
  await page.reload();
  await expect(page.locator('.lesson-words')).toBeVisible();
  await settled(page);
  expect(await after()).toEqual(before);
};

const PREDICTIONS = [
  {
    lesson: 'fewer-bits',
    step: 3,
    ask: 'How many codes do four bits make?',
    said: '16',
    words: 'You said 16: exactly right.',
    after: '16, from −8 to 7',
    press: '8 bits',
    now: 'Now: 256',
  },
  {
    lesson: 'asymmetric',
    step: 1,
    ask: 'How large is the scale?',
    said: '6.6',
    words: 'You said 6.6: exactly right.',
    after: 'gaps is 6.6.',
    press: '2 bits',
    now: 'Now: 33',
  },
  {
    lesson: 'asymmetric',
    step: 1,
    ask: 'How large is the scale?',
    first: { said: '13.2', words: 'You said 13.2: too high. Try once more.' },
    said: '3,3',
    words: 'You said 3.3, it is 6.6: 2 times too low.',
    after: 'gaps is 6.6.',
    press: '8 bits',
    now: 'Now: 0.3882',
  },
];

for (const { lesson, step, ask, first, said, words, after, press, now } of PREDICTIONS) {
  test(`playing changes nothing said of a prediction: ${lesson}, ${said}`, async ({ page }) => {
    await lessonOpen(page, `#v=1&lesson=${lesson}&step=${step}`);
    if (first) {
      await page.getByLabel(ask).fill(first.said);
      await check(page).click();
      await expect(verdict(page)).toHaveText(first.words);
    }
    await page.getByLabel(ask).fill(said);
    await check(page).click();
    await expect(verdict(page)).toContainText(words);
    await expect(verdict(page)).toContainText(after);
    await expect(page.getByText(/^Now: /)).toHaveCount(0);
    await expectStays(page, lesson, step, async () => {
      await page.getByRole('button', { name: press, exact: true }).click();
      await expect(page.getByText(now, { exact: true })).toBeVisible();
    });
  });
}

test('playing changes nothing said of a choice: clipping with other bits', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=clipping&step=4');
  await page.getByRole('radio', { name: /^Worse/ }).check();
  await check(page).click();
  await expect(verdict(page)).toContainText('Right.18.8 dB, where the whole range has 36.7 dB.');
  await expectStays(page, 'clipping', 4, async () => {
    await page.getByRole('button', { name: '4 bits', exact: true }).click();
    await expect(readout(page, 'SQNR')).toHaveText('16.0 dB');
  });
});

test('playing changes nothing said of a choice: a float of another width', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=small-floats&step=2');
  await page.getByRole('radio', { name: /^It falls/ }).check();
  await check(page).click();
  await expect(verdict(page)).toContainText('Right.');
  await expectStays(page, 'small-floats', 2, async () => {
    await page.getByRole('combobox', { name: 'Scheme' }).selectOption('e5m2');
  });
  await expect(page.getByRole('radio', { name: /^It rises/ })).not.toBeChecked();
  await page.getByRole('radio', { name: /^It rises/ }).click({ force: true });
  await expect(page.getByRole('radio', { name: /^It falls/ })).toBeChecked();
});

test('a wrong first choice says so and shows nothing; the second is the last, and both are kept', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=clipping&step=4');
  const [better, worse] = [page.getByRole('radio', { name: /^Better/ }), page.getByRole('radio', { name: /^Worse/ })];
  await better.check();
  await check(page).click();
  await expect(verdict(page)).toContainText('Not quite. Choose once more.');
  await expect(verdict(page)).not.toContainText('dB');
  await expect(check(page)).toBeFocused();
  await expect(page.getByRole('spinbutton', { name: 'Bits, as a number' })).toHaveValue('4');
  await check(page).click();
  await expect(verdict(page)).toContainText('Nothing has changed since the last check.');
  await page.reload();
  await expect(verdict(page)).toContainText('Not quite. Choose once more.');
  await expect(page.getByRole('radio', { name: /^Better.*\(not the answer\)$/ })).not.toBeChecked();
  await worse.check();
  await check(page).click();
  await expect(verdict(page)).toContainText('Right, at the second try.18.8 dB, where the whole range has 36.7 dB.');
  await expect(verdict(page)).toBeFocused();
  expect((await record(page, 'clipping', 4)).map(({ number, verdict: { right } }) => [number, right])).toEqual([
    [1, false],
    [2, true],
  ]);
});

test('a choice is told apart by what it says, wherever it stands', async ({ page }) => {
  const words = (): Promise<string[]> => page.locator('.question-choices label').allInnerTexts();
  const orders = new Set<string>();
  for (let number = 1; number <= 8; number += 1) {
    await page.goto('./');
    await page.evaluate((variant) => localStorage.setItem('quantscope.lessons', JSON.stringify({ variant, lessons: {} })), number);
    await lessonOpen(page, '#v=1&lesson=small-floats&step=2');
    orders.add((await words()).join('|'));
    await page.getByRole('radio', { name: /^It falls/ }).check();
    await check(page).click();
    await expect(verdict(page)).toContainText('Right.');
    const [kept] = await record(page, 'small-floats', 2);
    expect(kept?.verdict).toMatchObject({ kind: 'choose', said: 2, is: 2 });
  }
  expect(orders.size).toBeGreaterThan(2);
});

test('a refused setting is not judged, and not later either', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=fewer-bits&step=6');
  await enter(bits(page), '40');
  for (let i = 0; i < 4; i += 1) {
    await check(page).click();
    await expect(verdict(page)).toContainText('Nothing was checked: these settings are refused.');
  }
  await enter(bits(page), '6');
  await expect(page.getByText('You have changed what this step shows.')).toBeVisible();
  await settled(page);
  await expect(verdict(page)).toBeEmpty();
  expect(await record(page, 'fewer-bits', 6)).toEqual([]);
  // Typed and checked at once: the new text is judged, not the one rejected before.
  await enter(bits(page), '40');
  await check(page).click();
  await expect(verdict(page)).toContainText('refused');
  await bits(page).fill('6');
  await check(page).click();
  await expect(verdict(page)).toContainText('Solved at the first try.');
  expect(await record(page, 'fewer-bits', 6)).toHaveLength(1);
});

test('each check of other settings is a try beside the first; a check of the same is none', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=fewer-bits&step=6');
  await check(page).click();
  await expect(verdict(page)).toContainText('Try 1: not yet.');
  const first = await record(page, 'fewer-bits', 6);
  for (let i = 0; i < 3; i += 1) {
    await check(page).click();
    await expect(verdict(page)).toContainText('Nothing has changed since the last check.');
  }
  expect(await record(page, 'fewer-bits', 6)).toEqual(first);
  await page.reload();
  await expect(verdict(page)).toContainText('Try 1: not yet.');
  await check(page).click();
  await expect(verdict(page)).toContainText('Nothing has changed since the last check.');
  await page.getByRole('button', { name: '4 bits', exact: true }).click();
  await check(page).click();
  await expect(verdict(page)).toContainText('Try 2: not yet.');
  await enter(bits(page), '6');
  await check(page).click();
  await expect(verdict(page)).toContainText('Solved at try 3.');
  const tries = await record(page, 'fewer-bits', 6);
  expect(tries.map(({ number, verdict: { right } }) => [number, right])).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
  expect(tries[0]).toEqual(first[0]);
});

test('playing changes nothing said of a task that is solved', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=fewer-bits&step=6');
  await enter(bits(page), '6');
  await check(page).click();
  await expect(verdict(page)).toContainText('Solved at the first try.');
  await expectStays(page, 'fewer-bits', 6, async () => {
    await page.getByRole('button', { name: '4 bits', exact: true }).click();
    await expect(page.getByText(/^Now: SQNR 1\d\.\d\sdB, compression 7\.938$/)).toBeVisible();
    await expect(page.locator('.question-goals').first()).not.toContainText('not yet');
  });
});

test('a verdict is said in another language by the same numbers', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=1');
  await page.getByLabel('How large is the scale?').fill('6.6');
  await check(page).click();
  await expect(verdict(page)).toContainText('You said 6.6: exactly right.99 divided by 15 gaps is 6.6.');
  const before = await record(page, 'asymmetric', 1);
  await page.getByRole('button', { name: '2 bits', exact: true }).click();
  await expect(page.getByText('Now: 33', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Español');
  await expect(verdict(page)).toContainText('Has dicho 6,6: exacto.99 entre 15 huecos es 6,6.');
  await page.getByRole('combobox', { name: 'Idioma' }).selectOption('简体中文');
  await expect(verdict(page)).toContainText('你答 6.6：完全正确。99 除以 15 个间隔等于 6.6。');
  expect(await record(page, 'asymmetric', 1)).toEqual(before);
});

test('a check keeps the focus in the form, and the last one moves it to the verdict', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=1');
  const field = page.getByLabel('How large is the scale?');
  await check(page).click();
  await expect(verdict(page)).toHaveText('Type a number first.');
  await expect(check(page)).toBeFocused();
  await field.fill('12 apples');
  await field.press('Enter');
  await expect(verdict(page)).toContainText("'12 apples' is not a number that can be read here.");
  await field.fill('6.6');
  await check(page).click();
  await expect(verdict(page)).toHaveAttribute('data-right', 'true');
  await expect(verdict(page)).toBeFocused();
  await expect(check(page)).toHaveAttribute('aria-disabled', 'true');
  await lessonOpen(page, '#v=1&lesson=clipping&step=4');
  const worse = page.getByRole('radio', { name: /^Worse/ });
  await worse.check();
  await worse.press('Enter');
  await expect(verdict(page)).toHaveAttribute('data-right', 'true');
  await expect(verdict(page)).toBeFocused();
});

test('the slider of a prediction shows no answer before there is one', async ({ page, expectAccessible }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=1');
  const slider = page.getByRole('slider', { name: 'Your answer' });
  const field = page.getByLabel('How large is the scale?');
  await expect(slider).toHaveAttribute('aria-valuetext', 'no answer yet');
  await expect(slider).toHaveClass('unset');
  await expectAccessible('.lesson');
  // The slider is at the middle already, so a press there is no change.
  await slider.click();
  await expect(field).toHaveValue('10');
  await expect(slider).not.toHaveClass('unset');
  await field.fill('');
  await expect(slider).toHaveAttribute('aria-valuetext', 'no answer yet');
  await slider.press('ArrowLeft');
  await expect(field).toHaveValue('9.9');
  await slider.press('Enter');
  await expect(verdict(page)).toContainText('You said 9.9: too high.');
  await expect(slider).toBeFocused();
  await slider.press('ArrowRight');
  await slider.press('ArrowLeft');
  await field.fill('9.9 ');
  await field.press('Enter');
  await expect(verdict(page)).toContainText('Nothing has changed since the last check.');
  await slider.press('ArrowRight');
  await slider.press('Enter');
  await expect(verdict(page)).toContainText('You said 10, it is 6.6');
  await slider.press('ArrowLeft');
  await expect(slider).toHaveValue('10');
});

test('answers kept by an earlier version are read, and stay as they were', async ({ page }) => {
  await page.goto('./');
  await page.evaluate(() => {
    const link = 'http://localhost/#v=1&lesson=asymmetric';
    const answers = {
      1: { kind: 'predict', said: '3,3', is: '6.6', right: false, tries: 1, link },
      6: { kind: 'task', said: '0.0331, 7', is: 'largest error at most 0.04, bits at most 7', right: true, tries: 4, link },
    };
    const clipping = { step: 4, answers: { 4: { kind: 'choose', said: '1', is: '2', right: false, tries: 1, link } } };
    localStorage.setItem('quantscope.lessons', JSON.stringify({ variant: 7, lessons: { asymmetric: { step: 1, answers }, clipping } }));
  });
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=1');
  await expect(verdict(page)).toHaveText('You said 3,3, it is 6.6.');
  await expect(verdict(page)).toHaveAttribute('data-right', 'false');
  await expect(page.getByLabel('How large is the scale?')).toHaveAttribute('readonly');
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=6');
  await expect(verdict(page)).toHaveText('Solved at try 4.');
  await lessonOpen(page, '#v=1&lesson=clipping&step=4');
  await expect(page.getByRole('radio', { name: /^Better/ })).toBeChecked();
  await expect(verdict(page)).toContainText(
    'Not quite. The answer is: Worse: the numbers that are clipped now weigh more than the finer steps save.',
  );
});
