/**
 * Which charts are on show, how large they are and which tables are open: a study answers with as much as these need.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Chart, ChartSizes } from '../../engine/wasm';
import { same } from '../same';

/** In this order in every request, so that equal requests are equal. */
const ORDER: readonly Chart[] = ['number-line', 'series', 'transfer', 'histogram', 'bench', 'map', 'matrices'];

/** What a first visit shows, asked for before any chart is there. */
const START: readonly Chart[] = ['number-line', 'matrices'];

const inOrder = (charts: Iterable<Chart>): Chart[] => [...charts].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));

/** Whether what was studied for `had` is enough for `wanted`: it may hold charts and tables that are no longer on show. */
export const covers = (had: ChartSizes, wanted: ChartSizes): boolean => {
  const has = <T>(all: readonly T[], some: readonly T[]): boolean => some.every((one) => all.includes(one));
  const { charts, tables, measures } = had;
  return (
    has(charts, wanted.charts) && has(tables, wanted.tables) && (measures || !wanted.measures) && same({ ...wanted, charts, tables, measures }, had)
  );
};

export class ChartLayout {
  readonly #sizes = signal<ChartSizes>({
    charts: inOrder(START),
    line: 900,
    line_height: 300,
    upright: false,
    series: 450,
    histogram: 450,
    map_width: 240,
    map_height: 160,
    tables: [],
    measures: false,
  });
  /** How many places show a chart. */
  readonly #places = new Map<Chart, number>();

  readonly sizes: ReadonlySignal<ChartSizes> = this.#sizes;

  readonly change = (by: Partial<ChartSizes>): void => {
    const sizes = { ...this.#sizes.peek(), ...by };
    if (!same(sizes, this.#sizes.peek())) this.#sizes.value = sizes;
  };

  /** Has a chart studied from now on, until the returned function is called. */
  readonly show = (chart: Chart): (() => void) => {
    this.#count(chart, 1);
    return () => this.#count(chart, -1);
  };

  /** Opens or closes the table of a chart. */
  readonly showTable = (chart: Chart, open: boolean): void => {
    const others = this.#sizes.peek().tables.filter((table) => table !== chart);
    this.change({ tables: open ? [...others, chart] : others });
  };

  #count(chart: Chart, by: 1 | -1): void {
    this.#places.set(chart, (this.#places.get(chart) ?? 0) + by);
    const shown = [...this.#places].filter(([, places]) => places > 0).map(([name]) => name);
    this.change({ charts: inOrder(shown) });
  }
}
