/**
 * The page's entry: starts the engine and the page's state, then the app takes over the start page that index.html was built
 * with, or draws itself where a link asks for something else.
 */
import { effect } from '@preact/signals';
import { hydrate, render } from 'preact';
import { isTooOld, repeat, takeEarly } from './early';
import { startEngine } from './engine/wasm';
import { isLanguageCode, languageOf, setLanguage, t } from './i18n';
import { followLeaving, isLeft } from './leaving';
import { keepForLater } from './offline';
import { hasPopovers } from './ui/popover/has-popovers';

declare const __BROWSERS__: string;

/** Resolves when `isSo`, which reads signals. */
const until = (isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      if (!isSo()) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });

const startPage = async (host: HTMLElement): Promise<void> => {
  /** Whether index.html holds the start page and shows it: with a link or in another language it is covered, see early-script.js. */
  const isStartPage = host.childElementCount > 0 && !document.documentElement.classList.contains('covered');
  followLeaving();
  try {
    if (!hasPopovers) (await import('./ui/popover/stand-in')).standInForPopovers();
    await startEngine();
    const [{ App, startApp }, { fieldError, messages, shown, start, state }, { applyTheme }, { followWindow, takeRemembered }] = await Promise.all([
      import('./app'),
      import('./state/store'),
      import('./state/theme'),
      import('./state/layout'),
    ]);
    start();
    takeRemembered();
    applyTheme();
    startApp();
    // If the words cannot be loaded, the study loop says so and the page goes on in English.
    await setLanguage(languageOf(state.value.view.language)).catch(() => undefined);
    // The start page stays until the app has the same study, or a reason why there is none.
    if (isStartPage) await until(() => shown.value !== undefined || fieldError.value !== undefined || messages.value.length > 0);
    const early = takeEarly();
    if (isStartPage && shown.value) {
      hydrate(<App />, host);
      followWindow();
      repeat(early);
    } else {
      followWindow();
      host.replaceChildren();
      render(<App />, host);
    }
    document.documentElement.classList.remove('covered');
    const isEmbedded = new URLSearchParams(location.search).has('embed') || 'embed' in document.documentElement.dataset;
    if (isEmbedded) (await import('./embed/embed')).embed();
    keepForLater();
  } catch (error) {
    if (isLeft.peek()) return;
    const words = document.createElement('p');
    words.setAttribute('role', 'alert');
    words.className = 'strip';
    // In English at first: the words of other languages may take as long to load.
    effect(() => {
      words.textContent = `${t('state.cannotStart')} ${t('state.browsers', { browsers: __BROWSERS__ })}`;
    });
    host.before(words);
    // Links are read by the engine, which did not start: here only the language is.
    const asked = new URLSearchParams(location.hash.slice(1)).get('lang') ?? '';
    void setLanguage(languageOf(isLanguageCode(asked) ? asked : 'auto')).catch(() => undefined);
    throw error;
  }
};

if (!isTooOld) {
  const host = document.getElementById('app');
  if (host === null) throw new Error('index.html has no #app');
  await startPage(host);
}
