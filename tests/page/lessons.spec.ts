/**
 * Lessons: each is completed by keyboard only, its questions answered wrongly and rightly, its numbers compared with the readout;
 * every kind of step is accessible in every theme; steps and answers are kept, and lessons can be opened from files.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { lessonOpen, tabTo } from './classroom.ts';
import { inLab, open, readout } from './steps.ts';

const FOLDER = 'www/src/lessons';
const LANGUAGES = ['en', 'es', 'zh'] as const;
type Language = (typeof LANGUAGES)[number];
type Words = Record<Language, string>;
type Step = {
  words: Words;
  predict?: { fact: string; from?: number; to?: number };
  choose?: { choices: unknown[] };
  task?: { solution: string; own_data?: boolean };
};
type Lesson = { id: string; title: Words; steps: Step[] };

const ORDER = JSON.parse(readFileSync(`${FOLDER}/order.json`, 'utf8')) as string[];
const LESSONS = ORDER.map((id) => JSON.parse(readFileSync(`${FOLDER}/core/${id}.json`, 'utf8')) as Lesson);

/** The page's words in a language, to find elements by. */
const words = (language: Language): Record<string, string> =>
  JSON.parse(readFileSync(`www/src/i18n/${language}/lessons/lessons.json`, 'utf8')) as Record<string, string>;

/** Facts that the readout shows too, by its rows' terms. */
const ROWS: Record<string, string> = {
  scale: 'scale',
  zero_point: 'zero',
  sqnr: 'sqnr',
  mse: 'mse',
  mae: 'mae',
  worst: 'worst',
  zeroed: 'zeroed',
  clipped: 'clipped',
  cosine: 'cosine',
  relative: 'relative',
};

/** The values of a template's facts in `text`, by their names. */
const facts = (template: string, text: string): Record<string, string> => {
  const plain = template.replaceAll(/<\/?\w+>/g, '').replaceAll('\n', '');
  const names = [...plain.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const pattern = plain
    .split(/\{[^{}]*\}/)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('(.+?)');
  const found = new RegExp(`^${pattern}$`, 's').exec(text);
  expect(found, `${text} must be ${template}`).not.toBeNull();
  return Object.fromEntries(names.map((name, i) => [name, found?.[i + 1] ?? '']));
};

/** The step's words contain all numbers, the same as in the readout where it has them. */
const expectNumbers = async (page: Page, template: string): Promise<void> => {
  const said = page.locator('.lesson-words > p:not([class])');
  await expect(page.locator('.lesson-words')).not.toContainText('…');
  const found = facts(template, (await said.allTextContents()).join(''));
  for (const [name, text] of Object.entries(found)) {
    expect(text, name).toMatch(/[\d∞]/);
    const row = ROWS[name];
    const cell = row === undefined ? undefined : page.locator(`.readout tr[data-term="${row}"] td`).last();
    if (cell && (await cell.count()) > 0) expect(text, name).toBe(await cell.textContent());
  }
};

/** Answers a step's question by keyboard: a task fails at first, then the lesson's own solution solves it. */
const answer = async (page: Page, { predict, choose, task }: Step, say: Record<string, string>): Promise<void> => {
  if (!predict && !choose && !task) return;
  const told = page.locator('.question-verdict').first();
  if (predict) {
    await tabTo(page, page.locator('.question .number'));
    await page.keyboard.type('abc');
    await page.keyboard.press('Enter');
    await expect(told).toContainText('abc');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await expect(told).toContainText('1');
    await expect(told).toHaveAttribute('data-final', /./);
    if ((await told.getAttribute('data-final')) === 'false') {
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('2');
      await page.keyboard.press('Enter');
    }
    await expect(page.locator('.question .number')).toHaveAttribute('readonly');
  } else if (choose) {
    await tabTo(page, page.locator('.question input[type="radio"]').first());
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: say['check'] ?? '', exact: true }));
    await page.keyboard.press('Enter');
    await expect(told).not.toBeEmpty();
    if ((await told.getAttribute('data-final')) === 'false') {
      await page.locator('.question input[type="radio"]:checked').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    }
    await expect(told).toHaveAttribute('data-final', 'true');
  } else if (task) {
    const check = page.getByRole('button', { name: say['check'] ?? '', exact: true });
    await tabTo(page, check);
    await page.keyboard.press('Enter');
    await expect(told).toContainText((say['unsolved'] ?? '').replace('{number}', '1'));
    await page.evaluate((solution) => {
      location.hash = `${location.hash}&${solution}`;
    }, task.solution);
    await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
    await tabTo(page, check);
    await page.keyboard.press('Enter');
    await expect(told).toHaveAttribute('data-right', 'true');
  }
};

const LOOKS = ['dark', 'projector', 'forced', 'light'];

/** The accessibility rules that depend on the theme. */
const LOOK_RULES = ['color-contrast', 'target-size'];

// scripts/check-lessons.js walks through every lesson in every language; here each is walked once, the languages in turn.
for (const [place, lesson] of LESSONS.entries()) {
  const language = LANGUAGES[place % LANGUAGES.length] ?? 'en';
  const say = words(language);
  test(`lesson ${place + 1}, ${lesson.id}, to its end in ${language} by keyboard`, async ({ page }) => {
    await lessonOpen(page, `#v=1&lang=${language}&lesson=${lesson.id}`);
    await expect(page.locator('.lesson h2')).toHaveText(lesson.title[language]);
    for (const [i, step] of lesson.steps.entries()) {
      await expect(page.locator('.lesson-step .hint')).toHaveText(
        (say['step'] ?? '').replace('{step}', `${i + 1}`).replace('{steps}', `${lesson.steps.length}`),
      );
      await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
      await expectNumbers(page, step.words[language]);
      await answer(page, step, say);
      await expect(page.locator('.lesson')).not.toContainText('…');
      if (i + 1 === lesson.steps.length) break;
      await tabTo(page, page.getByRole('button', { name: say['next'] ?? '', exact: true }));
      await page.keyboard.press('Enter');
      await expect(page.locator('.lesson-step')).toBeFocused();
    }
    await expect(page.locator('.lesson-end')).toContainText(say['done'] ?? '');
  });
}

/** The kinds of steps, which look alike in every lesson, each with the test for it. */
const KINDS: Record<string, (step: Step, isLast: boolean) => boolean> = {
  'words alone': ({ predict, choose, task }) => !predict && !choose && !task,
  'a prediction': ({ predict }) => predict !== undefined,
  'a choice': ({ choose }, isLast) => choose !== undefined && !isLast,
  'a task, and the end': ({ task }, isLast) => task !== undefined && task.own_data !== true && isLast,
  'a task with own data, and the end': ({ task }, isLast) => task?.own_data === true && isLast,
};

// Otherwise only the text differs between steps. access.spec.ts checks the rest of the page.
for (const [kind, isOfKind] of Object.entries(KINDS)) {
  test(`axe finds nothing in a step with ${kind}, before and after its answer, in any look`, async ({ page, expectAccessible }) => {
    const found = LESSONS.flatMap(({ id, steps }) => steps.map((step, i) => ({ id, step, i, isLast: i + 1 === steps.length }))).find(
      ({ step, isLast }) => isOfKind(step, isLast),
    );
    if (!found) throw new Error(`no lesson has a step with ${kind}`);
    const inEveryLook = async (): Promise<void> => {
      for (const look of LOOKS) {
        await page.emulateMedia({ forcedColors: look === 'forced' ? 'active' : 'none' });
        await page.evaluate((theme) => document.documentElement.setAttribute('data-theme', theme), look === 'forced' ? 'light' : look);
        await expectAccessible('.lesson', look === 'light' ? undefined : LOOK_RULES);
      }
      await page.emulateMedia({ forcedColors: 'none' });
    };
    await lessonOpen(page, `#v=1&lesson=${found.id}&step=${found.i}`);
    await inEveryLook();
    if (kind === 'words alone') return;
    await answer(page, found.step, words('en'));
    await inEveryLook();
  });
}

test('a prediction is compared in words, and kept with the place over a reload', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric&step=1');
  await expect(page.getByRole('table', { name: 'Readout' })).toHaveCount(0);
  await page.getByLabel('How large is the scale?').fill('3,3');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('.question-verdict')).toContainText('You said 3.3: too low. Try once more.');
  await expect(page.getByRole('table', { name: 'Readout' })).toHaveCount(0);
  await page.getByLabel('How large is the scale?').fill('13');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('.question-verdict')).toContainText('You said 13, it is 6.6: 2 times too high.');
  await expect(readout(page, 'Scale')).toHaveText('6.6');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.locator('.lesson-step')).toContainText('Step 3');
  await page.goto(`./${inLab('')}`);
  await page.getByRole('button', { name: 'Lessons' }).click();
  await page.getByRole('button', { name: /^Go on at step 3: Asymmetric/ }).click();
  await expect(page.locator('.lesson-step')).toContainText('Step 3');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.locator('.question-verdict')).toContainText('You said 13');
});

test('the back button goes back a step; leaving keeps what is shown', async ({ page }) => {
  await lessonOpen(page, '#v=1&lesson=asymmetric');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.locator('.lesson-step')).toContainText('Step 2');
  await page.goBack();
  await expect(page.locator('.lesson-step')).toContainText('Step 1');
  const bits = page.getByRole('slider', { name: 'Bits', exact: true });
  const kept = await bits.inputValue();
  await page.getByRole('button', { name: 'Leave the lesson' }).click();
  await expect(page.locator('.lesson')).toHaveCount(0);
  await expect(bits).toHaveValue(kept);
});

test('neighbours get other data, the same student the same', async ({ page }) => {
  const challenge = LESSONS.flatMap(({ id, steps }) => steps.flatMap(({ task }, i) => (task?.own_data ? [{ id, i }] : [])))[0];
  expect(challenge).toBeDefined();
  const seedAs = async (number: string): Promise<string> => {
    await open(page);
    await page.getByRole('button', { name: 'Lessons' }).click();
    await page.getByLabel('Number in the class').fill(number);
    await page.getByLabel('Number in the class').press('Tab');
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await lessonOpen(page, `#v=1&lesson=${challenge?.id}&step=${challenge?.i}`);
    await expect(page.locator('.question').first()).toContainText('Challenge');
    return new URLSearchParams(new URL(page.url()).hash.slice(1)).get('seed') ?? '';
  };
  const seeds = [await seedAs('7'), await seedAs('8'), await seedAs('7')];
  expect(seeds[0]).not.toBe('');
  expect(seeds[0]).not.toBe(seeds[1]);
  expect(seeds[0]).toBe(seeds[2]);
});

test('a link for shared computers asks who comes, begins another run, and keeps the answers of the one before', async ({ page }) => {
  const said = page.locator('.question-verdict');
  const begin = async (number: string): Promise<void> => {
    await page.goto(`./${inLab('#v=1&lesson=asymmetric&step=1&class=5b&fresh=true')}`);
    await page.reload();
    const field = page.getByLabel('Number in the class');
    await field.fill('none');
    await field.press('Enter');
    await expect(page.locator('.lesson')).toContainText('Type a whole number from 1 to 9999.');
    await expect(page.getByRole('button', { name: 'Next', exact: true })).toHaveCount(0);
    await field.fill(number);
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await expect(page.locator('.lesson-step')).toContainText('Step 1 of');
  };
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await begin('7');
  await next.click();
  await page.getByLabel('How large is the scale?').fill('6.6');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(said).toHaveAttribute('data-right', 'true');
  // The same student goes on after a reload; the next one begins anew.
  expect(page.url()).not.toContain('fresh');
  await page.reload();
  await expect(said).toHaveAttribute('data-right', 'true');
  await begin('8');
  await next.click();
  await expect(page.getByLabel('How large is the scale?')).toHaveValue('');
  await expect(said).toBeEmpty();
  while (await next.isVisible()) await next.click();
  await expect(page.locator('.lesson-end')).toContainText('This is run 2 of this lesson in this browser.');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the answers of run 1, number 7' }).click();
  const made = JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as Record<string, unknown>;
  expect([made['run'], made['number'], made['right']]).toEqual([1, 7, 1]);
});

test('who comes by the link of a class gives a number once; forgetting the answers is another run', async ({ page }) => {
  await page.goto(`./${inLab('#v=1&lesson=asymmetric&step=1&class=5b')}`);
  await page.getByLabel('Number in the class').fill('12');
  await page.getByLabel('Number in the class').press('Enter');
  await page.getByLabel('How large is the scale?').fill('6.6');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('.question-verdict')).toHaveAttribute('data-right', 'true');
  await page.reload();
  await expect(page.locator('.question-verdict')).toHaveAttribute('data-right', 'true');
  await expect(page.getByLabel('Number in the class')).toHaveCount(0);
  const next = page.getByRole('button', { name: 'Next', exact: true });
  while (await next.isVisible()) await next.click();
  await page.getByRole('button', { name: 'Forget my answers' }).click();
  while (await next.isVisible()) await next.click();
  await expect(page.locator('.lesson-end')).toContainText('This is run 2 of this lesson in this browser.');
  await expect(page.getByRole('button', { name: /^Save the answers of run/ })).toHaveCount(0);
});

const OWN = {
  quantscope: 'lesson',
  id: 'ours',
  minutes: 5,
  title: { en: 'Ours' },
  about: { en: 'A lesson of ours.' },
  steps: [{ state: 'data=normal&bits=3', words: { en: 'There are {levels} levels.' } }],
};

const giveFile = (page: Page, text: string): Promise<void> =>
  page
    .getByLabel('Open a lesson from a file')
    .last()
    .setInputFiles({ name: 'ours.json', mimeType: 'application/json', buffer: Buffer.from(text) });

test('a lesson comes from a file; a broken one is told what is wrong, and where', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Lessons' }).click();
  await giveFile(page, '{');
  await expect(page.getByRole('alert')).toContainText('ours.json is no lesson this page can open. it is not JSON');
  await giveFile(page, JSON.stringify({ ...OWN, steps: [{ words: { en: 'The scale is 0.5, {sqrt}.' } }, { words: {} }] }));
  await expect(page.getByRole('alert')).toContainText('step 2, words: has no words');
  await giveFile(page, JSON.stringify({ ...OWN, steps: [{ state: 'bits=99', words: { en: 'The scale is 0.5, {sqrt}.' } }] }));
  await expect(page.getByRole('alert')).toContainText("step 1, words, en: there is no fact 'sqrt'.");
  await expect(page.getByRole('alert')).toContainText('2 more things are wrong with it.');
  await giveFile(page, JSON.stringify(OWN));
  await expect(page.locator('.lesson')).toContainText('There are 8 levels.');
});

test('a link to a lesson that is not there says so and shows the rest', async ({ page }) => {
  await open(page, '#v=1&bits=5&lesson=nowhere');
  await expect(page.getByText("There is no lesson called 'nowhere' here.")).toBeVisible();
  await expect(readout(page, 'Levels used')).toContainText('of 32');
});
