/**
 * Which charts are on show, how large they are and which tables are open: a study answers with as much as these need.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Chart, ChartSizes } from '../../engine/wasm';
import { same } from '../same';

export class ChartLayout {
  readonly #sizes = signal<ChartSizes>({
    charts: ['number-line', 'series', 'transfer', 'histogram', 'bench', 'map'],
    line: 900,
    line_height: 190,
    upright: false,
    series: 450,
    histogram: 450,
    map_width: 400,
    map_height: 200,
    tables: [],
    measures: false,
  });

  readonly sizes: ReadonlySignal<ChartSizes> = this.#sizes;

  readonly change = (by: Partial<ChartSizes>): void => {
    const sizes = { ...this.#sizes.peek(), ...by };
    if (!same(sizes, this.#sizes.peek())) this.#sizes.value = sizes;
  };

  /** Opens or closes the table of a chart. */
  readonly showTable = (chart: Chart, open: boolean): void => {
    const others = this.#sizes.peek().tables.filter((table) => table !== chart);
    this.change({ tables: open ? [...others, chart] : others });
  };
}
