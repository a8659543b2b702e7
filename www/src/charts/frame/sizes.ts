/**
 * The room that a chart's model is made for. No DOM.
 */
import type { Chart, ChartSizes } from '../../engine/wasm';

/** As the core draws the four matrices. */
const LEAST_IN_A_ROW = 560;

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
    case 'matrices': {
      // In a row, or two by two where that is narrow.
      const across = width < LEAST_IN_A_ROW ? 2 : 4;
      return { map_width: Math.floor(width / across), map_height: Math.floor((height * across) / 4) };
    }
    case 'bench':
      return {};
  }
};
