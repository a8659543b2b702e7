/**
 * What a moving hand sees: the charts that have handles, in the next frame. All else, words, numbers and the other charts, follows
 * in steps: nobody reads numbers that change sixty times a second, and to make, lay out and paint them takes longer than the rest.
 * Asks no worker.
 */
import type { Chart, ChartSizes } from '../../engine/wasm';

/** The charts with handles on the range. */
const HANDLED: readonly Chart[] = ['number-line', 'histogram'];

/** The clipping curve is drawn into the number line under a hand. */
const STUDIED: readonly Chart[] = [...HANDLED, 'bench'];

/** The milliseconds between two pictures of all else. */
const STEP = 100;

export const isHandled = (chart: Chart): boolean => HANDLED.includes(chart);

/** As much of a study as a moving hand sees. */
export const forHand = (sizes: ChartSizes): ChartSizes => ({
  ...sizes,
  charts: sizes.charts.filter((chart) => STUDIED.includes(chart)),
  tables: [],
  measures: false,
});

/** The steps in which all else follows a moving hand. */
export class Steps {
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether it is time for the next one, which it then is taken for. */
  isDue(): boolean {
    const now = performance.now();
    if (now < this.#last + STEP) return false;
    this.#last = now;
    return true;
  }

  /** Calls `task` when it is time for the next one. */
  whenDue(task: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(task, this.#last + STEP - performance.now());
  }
}
