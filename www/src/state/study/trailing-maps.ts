/**
 * The pictures of all values while a hand moves: making and painting their cells takes longer than all the rest, so they follow
 * in steps, and what is under the hand comes in the next frame. Asks no worker.
 */
import type { Chart, ChartSizes } from '../../engine/wasm';
import type { Shown } from './pictures';

const MAPS: readonly Chart[] = ['map', 'matrices'];

/** The milliseconds of a step: ten pictures a second are seen to follow. */
const STEP = 100;

const hasMaps = ({ charts }: ChartSizes): boolean => charts.some((chart) => MAPS.includes(chart));

/** The same charts without the maps. */
export const withoutMaps = (sizes: ChartSizes): ChartSizes => ({ ...sizes, charts: sizes.charts.filter((chart) => !MAPS.includes(chart)) });

/** A picture that was studied without the maps, with those of an earlier one. */
export const withMapsOf = (earlier: Shown, picture: Shown): Shown => {
  picture.painter.complete(earlier.painter);
  const { map, matrices } = earlier.frame;
  return { ...picture, frame: { ...picture.frame, map, matrices } };
};

export class TrailingMaps {
  #asked = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Whether the maps among `sizes` are to be left out of the next study, because they came a moment ago. */
  mayWait(sizes: ChartSizes): boolean {
    if (!hasMaps(sizes)) return false;
    const now = performance.now();
    if (now < this.#asked + STEP) return true;
    this.#asked = now;
    return false;
  }

  /** Calls `task` when maps that were left out are due. */
  whenDue(task: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(task, this.#asked + STEP - performance.now());
  }
}
