/**
 * The page in each of its languages: chosen by the menu, by a link, by the browser; the state is kept, and no text
 * stays in English.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { inLab } from './steps.ts';
import { bring, ownFile } from './own-files.ts';

/** Locators that work in every language. */
const MENU = { en: 'View', es: 'Vista', zh: '视图' } as const;
const LANGUAGE = { en: 'Language', es: 'Idioma', zh: '语言' } as const;
const TAGS = { en: 'en', es: 'es', zh: 'zh-Hans' } as const;
const TITLES = { en: 'Number line', es: 'Recta numérica', zh: '数轴' } as const;

type Language = keyof typeof MENU;

/** Names, formats, symbols and units are the same in all languages, and so are some words. */
const NAMES =
  /\b(Quantscope|compressed-tensors|vLLM|coremltools|NNCF|OpenVINO|LiteRT|ai-edge-quantizer|optimum-quanto|MLX|AutoAWQ|(Intel )?neural[- ]compressor|qwix|JAX|torch\w*|PyTorch|NumPy|ONNX( Runtime)?|TensorRT|Distiller|GPTQ|ggml|JSON|CSV|PNG|SVG|HQQ|ACIQ|SQNR|MSE|MAE|FP\d+|BF16|NF4|bits?|dB|kB|max|min|round|clamp|English|Español|A|B)\b/g;
const COGNATES: Record<'es' | 'zh', RegExp> = {
  es: /^(tensor|error|original|total|zoom|bits|normal|manual|bimodal|laplace|ACIQ, (Gauss|Laplace)|no|error x̂ − x)$/i,
  zh: /^$/,
};

/** Waits until the page has drawn its first picture, in any language. */
const drawn = async (page: Page, hash: string): Promise<void> => {
  await page.goto(`./${inLab(hash)}`);
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
};

/** The select for the language, in its menu, named in the current language. */
const menu = async (page: Page, now: Language): Promise<Locator> => {
  await page.getByRole('button', { name: MENU[now], exact: true }).click();
  return page.getByRole('dialog', { name: MENU[now], exact: true }).getByRole('combobox', { name: LANGUAGE[now], exact: true });
};

const choose = async (page: Page, from: Language, to: Language): Promise<void> => {
  await (await menu(page, from)).selectOption(to);
  await expect(page.locator('html')).toHaveAttribute('lang', TAGS[to]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: TITLES[to], exact: true })).toBeVisible();
};

/** All visible text of the page, and all text for screen readers. */
const wordsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: parent, textContent: text } = walker.currentNode;
      const seen = parent?.closest('select') ?? parent;
      if (seen?.checkVisibility() && !parent?.closest('script, style, [lang]:not(html), .chart-still')) found.add(text?.trim() ?? '');
    }
    for (const element of document.querySelectorAll('body *')) {
      if (!element.checkVisibility()) continue;
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder'])
        found.add(element.getAttribute(name)?.trim() ?? '');
    }
    return [...found];
  });

/** The sentences that are the same as in English. */
const leftIn = async (page: Page, language: 'es' | 'zh', english: readonly string[]): Promise<string[]> =>
  (await wordsOn(page)).filter((text) => english.includes(text) && /\p{L}{2,}/u.test(text.replace(NAMES, '')) && !COGNATES[language].test(text));

test('the menu says everything anew, and nothing is lost', async ({ page }) => {
  await drawn(page, '#v=1&lang=en');
  await bring(page, 'drop', ownFile('formats/matrix16.npy'));
  const kept = page.locator('#data option:checked');
  await expect(kept).toHaveText('matrix16.npy: data');
  await page.getByRole('button', { name: '3 bits' }).click();
  const [undo, redo] = [page.locator('.header .step-button').nth(0), page.locator('.header .step-button').nth(1)];
  await expect(undo).toBeEnabled();

  await choose(page, 'en', 'es');
  await expect(kept).toHaveText('matrix16.npy: data');
  await expect(page).toHaveURL(/lang=es/);
  await expect(undo).toHaveAccessibleName('Deshacer');
  await undo.click();
  await expect(page).toHaveURL(/^(?!.*bits=3)/);
  await expect(page.locator('html'), 'undo is of numbers, not of words').toHaveAttribute('lang', 'es');
  await redo.click();
  await expect(page).toHaveURL(/bits=3/);

  await choose(page, 'es', 'zh');
  await expect(kept).toHaveText('matrix16.npy: data');
  await choose(page, 'zh', 'en');
  await expect(page.getByRole('button', { name: '3 bits' })).toHaveAttribute('aria-pressed', 'true');
});

for (const language of ['es', 'zh'] as const) {
  test(`a link opens in its language: ${language}`, async ({ page, expectAccessible }) => {
    await drawn(page, `#v=1&bits=3&lang=${language}`);
    await expect(page.locator('html')).toHaveAttribute('lang', TAGS[language]);
    await expect(page.getByRole('heading', { name: TITLES[language], exact: true })).toBeVisible();
    await expectAccessible();
    await expect(await menu(page, language)).toHaveValue(language);
  });

  test(`nothing on the main screen stays in English: ${language}`, async ({ page }) => {
    await drawn(page, '#v=1&lang=en');
    const english = await wordsOn(page);
    expect(english.length, 'words to compare').toBeGreaterThan(100);
    await choose(page, 'en', language);
    await expect(async () => expect(await leftIn(page, language, english)).toEqual([])).toPass({ timeout: 20_000 });
  });

  test.describe(`a browser that prefers ${language}`, () => {
    test.use({ locale: language === 'es' ? 'es-MX' : 'zh-CN' });

    test('gets the start page in it, all of it', async ({ page }) => {
      await drawn(page, '');
      await expect(page.locator('html')).toHaveAttribute('lang', TAGS[language]);
      const own = await wordsOn(page);
      await choose(page, language, 'en');
      // The sentences of the core come with the next picture.
      await expect(page.getByRole('main')).toContainText('16 values become 6 of 16 levels');
      const english = await wordsOn(page);
      await drawn(page, `#v=1&lang=${language}`);
      const linked = await wordsOn(page);
      expect(
        own.filter((text) => english.includes(text) && !linked.includes(text)),
        'in English only where the start page was taken over',
      ).toEqual([]);
    });

    test('follows a link all the same', async ({ page }) => {
      await drawn(page, '#v=1&lang=en');
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await expect(page.getByRole('heading', { name: TITLES.en, exact: true })).toBeVisible();
    });
  });
}

test('a language there is not is told, and the page opens', async ({ page }) => {
  await drawn(page, '#v=1&lang=xx&bits=3');
  await expect(page.locator('.messages')).toContainText('lang=xx');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('words that cannot be had are told, and the page goes on in English', async ({ page, context }) => {
  page.removeAllListeners('console');
  await context.route('**/es-*.js', (route) => route.abort());
  await drawn(page, '#v=1&lang=es');
  await expect(page.locator('.messages')).toContainText('Español');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(await menu(page, 'en')).toHaveValue('en');
});

test('a page that cannot start says so in the language of its link', async ({ page, context }) => {
  await context.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
  page.removeAllListeners('console');
  page.removeAllListeners('pageerror');
  await page.goto(`./${inLab('#v=1&lang=es')}`);
  await expect(page.getByRole('alert')).toContainText('La página no pudo iniciar su motor');
});
