/**
 * What this page is, its promise, its version.
 */
import { version } from '../../../package.json';
import { place } from '../ui/popover';

const CARD = 'about-card';

export const About = () => (
  <>
    <button type="button" id="about" popovertarget={CARD}>
      About
    </button>
    <div
      id={CARD}
      class="card"
      popover="auto"
      role="dialog"
      aria-label="About Quantscope"
      onToggle={(event) => {
        const opener = document.getElementById('about');
        if (event.newState === 'open' && opener) place(event.currentTarget, opener);
      }}
    >
      <h2>Quantscope {version}</h2>
      <p>An oscilloscope for quantization: it shows what happens to numbers when they are stored in few bits.</p>
      <p>
        Nothing leaves this computer. Your numbers are computed in this page and sent nowhere; the sample tensors come from where the page
        came from.
      </p>
      <p>
        Original values are <span class="swatch swatch-original" /> circles, dequantized values <span class="swatch swatch-dequantized" />{' '}
        squares, errors <span class="swatch swatch-error" /> stems, in every chart.
      </p>
      <p>Keys: Ctrl+Z undoes, Ctrl+Shift+Z redoes, Esc takes back a drag, arrows move what has the focus. Paste numbers anywhere.</p>
    </div>
  </>
);
