/**
 * The page's entry: replaces the first paint of index.html by the app, once wasm is ready.
 */
import { render } from 'preact';

const host = document.getElementById('app');
if (host === null) throw new Error('index.html has no #app');

/** The store waits for wasm; where that fails nothing else can tell the user. */
const start = async (): Promise<void> => {
  try {
    const [{ App }] = await Promise.all([import('./app'), import('./ui/theme')]);
    host.replaceChildren();
    render(<App />, host);
  } catch (error) {
    const words = host.querySelector('.headline-words');
    if (words)
      words.textContent =
        'The page could not start its engine. Reload it, or use a browser that has WebAssembly (any of the last three years).';
    throw error;
  }
};

await start();
