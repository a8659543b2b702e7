/**
 * The drawing that came with the page, in the place of a canvas until the first live one covers it. Knows no drawing:
 * scripts/first-picture.js writes it into the built page, and taking over keeps it.
 */
import { signal } from '@preact/signals';
import type { Chart } from '../../engine/wasm';

/** Whether the page has drawn a picture of its own. */
export const drawn = signal(false);

/** Not to be touched when the app takes over what is there. */
const KEPT = { __html: '' };

export const Still = ({ chart }: { chart: Chart }) =>
  drawn.value ? null : <div class="chart-still" data-still={chart} aria-hidden="true" dangerouslySetInnerHTML={KEPT} />;
