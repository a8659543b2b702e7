/**
 * A canvas that the core draws on: drawn again when its size, the device's pixel ratio, the theme or the study on show
 * changes. All canvases are drawn in the same animation frame.
 */
import { computed, effect, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart, Plot, ChartSizes, Style } from '../../engine/wasm';
import { beforePaint } from '../../state/study/frame';
import { changeChartSizes, limits, same, shown } from '../../state/store';
import { theme } from '../../state/theme';
import { createPixelRatio } from './pixel-ratio';
import { drawn, Still } from './still';

/** A chart's size in CSS pixels, and the page's text size relative to 16 pixels. */
type Box = { width: number; height: number; scale: number };

/** Device pixels per CSS pixel, from 1 to 3. */
const ratio = createPixelRatio();

/** The factor by which the core itself enlarges drawings in the projector theme. */
const zoom = computed(() => (theme.value === 'projector' ? limits.projector_zoom : 1));

/** The page's text size relative to 16 pixels, so that the text in charts is as large as the text around them. */
const pageScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 / zoom.peek();

const sizesFor = (chart: Chart, box: Box): Partial<ChartSizes> => {
  const enlarged = zoom.value * box.scale;
  const [width, height] = [Math.round(box.width / enlarged), Math.round(box.height / enlarged)];
  switch (chart) {
    case 'number-line':
      return { line: width, line_height: height };
    case 'series':
    case 'transfer':
      return { series: width };
    case 'histogram':
      return { histogram: width };
    case 'map':
    case 'matrices':
      return { map_width: width, map_height: height };
    case 'bench':
      return {};
  }
};

const enlarged = (plot: Plot, by: number): Plot => ({
  ...plot,
  left: plot.left * by,
  top: plot.top * by,
  width: plot.width * by,
  height: plot.height * by,
});

/** Puts the cells of a large map on `under`, one pixel each; its drawing leaves that area transparent. */
const putRaster = (under: HTMLCanvasElement, plot: Plot | undefined, style: Style): void => {
  const now = shown.peek();
  const map = now?.frame.map;
  under.hidden = !map || !plot || map.rows * map.cols <= limits.largest_drawn_map;
  const image = under.hidden ? undefined : now?.painter.raster(undefined, style);
  if (!image || !plot) return;
  under.width = image.width;
  under.height = image.height;
  under.getContext('2d')?.putImageData(image, 0, 0);
  Object.assign(under.style, { left: `${plot.left}px`, top: `${plot.top}px`, width: `${plot.width}px`, height: `${plot.height}px` });
};

/** The size of the element around a canvas, as it changes. */
export const useBox = (canvas: RefObject<HTMLCanvasElement | null>): ReadonlySignal<Box> => {
  const box = useSignal<Box>({ width: 0, height: 0, scale: 1 });
  useEffect(() => {
    const area = canvas.current?.parentElement;
    if (!area) return undefined;
    const observer = new ResizeObserver(() => {
      const next = { width: area.clientWidth, height: area.clientHeight, scale: pageScale() };
      const { width, height, scale } = box.peek();
      if (next.width !== width || next.height !== height || next.scale !== scale) box.value = next;
    });
    observer.observe(area);
    return () => observer.disconnect();
  }, []);
  return box;
};

type Drawing = {
  canvas: RefObject<HTMLCanvasElement | null>;
  box: ReadonlySignal<Box>;
  /** Set to the plot areas, in CSS pixels. */
  plots: Signal<Plot[]>;
  /** Whether there is something to draw. When a signal that it reads changes, the chart is drawn again. */
  isReady: () => boolean;
  /** Draws; returns the plot areas before they are scaled by the text size, or nothing if the canvas already shows this. */
  draw: (canvas: HTMLCanvasElement, style: Style) => Plot[] | undefined;
  /** Draws what lies below the canvas. */
  beneath?: (area: Plot | undefined, style: Style) => void;
};

/** Draws whenever the size, the pixel ratio, the theme or what `isReady` reads changes. */
export const useDrawing = ({ canvas, box, plots, isReady, draw, beneath }: Drawing): void => {
  // useSignalEffect would run for the first time one frame later.
  useEffect(
    () =>
      effect(() => {
        const element = canvas.current;
        const { width, height, scale } = box.value;
        const style: Style = {
          width: Math.floor(width / scale),
          height: Math.floor(height / scale),
          ratio: ratio.value * scale,
          theme: theme.value,
        };
        if (!isReady() || !element || style.width < 1 || style.height < 1) return;
        beforePaint('drawing', element, () => {
          const areas = draw(element, style)?.map((plot) => enlarged(plot, scale));
          if (!areas) return;
          Object.assign(element.style, { width: `${style.width * scale}px`, height: `${style.height * scale}px` });
          beneath?.(areas[0], style);
          // Setting equal areas would render everything that lies over the drawing again.
          if (!same(areas, plots.peek())) plots.value = areas;
          drawn.value = true;
        });
      }),
    [],
  );
};

/** The canvas of `chart`, which must not change; `plots` is set to its plot areas. */
export const ChartCanvas = ({ chart, label, plots }: { chart: Chart; label: string; plots: Signal<Plot[]> }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const under = useRef<HTMLCanvasElement>(null);
  const box = useBox(canvas);

  useSignalEffect(() => {
    if (box.value.width > 0) changeChartSizes(sizesFor(chart, box.value));
  });

  /** The last drawing. */
  const drawn = useRef<{ fingerprint: bigint; style: Style } | undefined>(undefined);
  useDrawing({
    canvas,
    box,
    plots,
    isReady: () => shown.value !== undefined,
    draw: (element, style) => {
      const painter = shown.peek()?.painter;
      const fingerprint = painter?.fingerprint(chart);
      if (!painter || fingerprint === undefined) return undefined;
      if (fingerprint === drawn.current?.fingerprint && same(style, drawn.current.style)) return undefined;
      drawn.current = { fingerprint, style };
      return painter.draw(chart, element, style);
    },
    beneath: (area, style) => under.current && putRaster(under.current, area, style),
  });

  return (
    <>
      <Still chart={chart} />
      {chart === 'map' && <canvas class="chart-raster" ref={under} aria-hidden="true" hidden />}
      <canvas class="chart-canvas" ref={canvas} role="img" aria-label={label} data-chart={chart} />
    </>
  );
};
