/**
 * The room that a chart's model is made for. No DOM.
 */
import type { Chart, ChartSizes } from '../../engine/wasm';

/** By the size of its drawing in the drawing's own pixels. */
export const sizesFor = (chart: Chart, { width, height }: { width: number; height: number }): Partial<ChartSizes> => {
  switch (chart) {
    case 'number-line':
      return { line: width, line_height: height, upright: height > width };
    case 'series':
    case 'transfer':
      return { series: width };
    case 'histogram':
      return { histogram: width };
    case 'map':
      return { map_width: width, map_height: height };
    case 'matrices':
      return { map_width: Math.floor(width / 4), map_height: height };
    case 'bench':
      return {};
  }
};
