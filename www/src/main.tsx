/**
 * The page's entry: starts the engine and the page's state, then the app takes over the start page that index.html was built
 * with, or draws itself where a link asks for something else.
 */
import { effect } from '@preact/signals';
import { hydrate, render } from 'preact';
import { repeat, takeEarly } from './early';
import { startEngine } from './engine/wasm';
import { isLanguageCode, languageOf, setLanguage, t } from './i18n';
import { keepForLater } from './offline';

const host = document.getElementById('app');
if (host === null) throw new Error('index.html has no #app');

/** Under a link it stays covered, in another language too, see early-script.js; on the development server there is none. */
const isStartPage = host.childElementCount > 0 && !document.documentElement.classList.contains('covered');

/** Resolves when `isSo`, which reads signals. */
const until = (isSo: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      if (!isSo()) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });

const startPage = async (): Promise<void> => {
  try {
    await startEngine();
    const [{ App, startApp }, { fieldError, messages, shown, start, state }, { applyTheme }] = await Promise.all([
      import('./app'),
      import('./state/store'),
      import('./state/theme'),
    ]);
    start();
    applyTheme();
    startApp();
    // Where the words cannot be had, the study loop says so and goes on in English.
    await setLanguage(languageOf(state.value.view.language)).catch(() => undefined);
    // What is there stays until the same picture stands behind it, or the reason why there is none.
    if (isStartPage) await until(() => shown.value !== undefined || fieldError.value !== undefined || messages.value.length > 0);
    const early = takeEarly();
    if (isStartPage && shown.value) {
      hydrate(<App />, host);
      repeat(early);
    } else {
      host.replaceChildren();
      render(<App />, host);
    }
    document.documentElement.classList.remove('covered');
    if (new URLSearchParams(location.search).has('embed')) (await import('./embed')).embed();
    keepForLater();
  } catch (error) {
    const words = document.createElement('p');
    words.setAttribute('role', 'alert');
    words.className = 'strip';
    // In English at once: other words may be as far away as the engine.
    effect(() => {
      words.textContent = t('state.cannotStart');
    });
    host.before(words);
    // The engine is what reads links.
    const asked = new URLSearchParams(location.hash.slice(1)).get('lang') ?? '';
    void setLanguage(languageOf(isLanguageCode(asked) ? asked : 'auto')).catch(() => undefined);
    throw error;
  }
};

await startPage();
