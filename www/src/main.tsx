/** The page's entry. */
import { render } from 'preact';
import initWasm from '../pkg/quantscope.js';

const host = document.getElementById('app');
if (host === null) throw new Error('index.html has no #app');

await initWasm();
render(
  <main>
    <h1>Quantscope</h1>
  </main>,
  host,
);
