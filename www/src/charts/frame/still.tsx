/**
 * The drawing of a chart that the page is built with, shown until the canvas covers it. scripts/first-picture.js writes it
 * into the page; hydration leaves it as it is.
 */
import { signal } from '@preact/signals';
import type { Chart } from '../../engine/wasm';

/** Whether a canvas was drawn. */
export const drawn = signal(false);

/** Makes hydration keep the content. */
const KEPT = { __html: '' };

export const Still = ({ chart }: { chart: Chart }) =>
  drawn.value ? null : <div class="chart-still" data-still={chart} aria-hidden="true" dangerouslySetInnerHTML={KEPT} />;
