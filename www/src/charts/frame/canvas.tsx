/**
 * A canvas that the core draws on: follows its box, the device's pixel ratio, the theme and the result on show.
 * All canvases draw in the frame that shows the result.
 */
import { computed, effect, signal, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart, Plot, Room, Style } from '../../engine/wasm';
import { beforePaint } from '../../state/frame';
import { makeRoom, same, shown } from '../../state/store';
import { theme } from '../../state/theme';
import { clamp } from '../geometry/geometry';
import { drawn, Still } from './still';

/** A chart's box in CSS pixels, and how much larger than usual the page writes. */
type Box = { width: number; height: number; scale: number };

const readRatio = (): number => clamp(devicePixelRatio, 1, 3);
const ratio = signal(readRatio());

/** A media query knows only one ratio, so each change asks for the next. */
const watchRatio = (): void =>
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    'change',
    () => {
      ratio.value = readRatio();
      watchRatio();
    },
    { once: true },
  );
watchRatio();

/** The core enlarges the projector's drawing itself. */
const zoom = computed(() => (theme.value === 'projector' ? 1.6 : 1));

/** The page's text size over the usual 16 pixels: charts are written as large as what stands around them. */
const pageScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 / zoom.peek();

const roomFor = (chart: Chart, box: Box): Partial<Room> => {
  const enlarged = zoom.value * box.scale;
  const [width, height] = [Math.round(box.width / enlarged), Math.round(box.height / enlarged)];
  switch (chart) {
    case 'number-line':
      return { line: width };
    case 'series':
    case 'transfer':
      return { series: width };
    case 'histogram':
      return { histogram: width };
    case 'map':
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

/** Large maps are put as pixels beneath their drawing, which leaves the cells' area clear. */
const putRaster = (under: HTMLCanvasElement, plot: Plot | undefined, style: Style): void => {
  const now = shown.peek();
  under.hidden = !now || !plot || now.frame.map.rows * now.frame.map.cols <= LARGEST_DRAWN_MAP;
  if (under.hidden || !now || !plot) return;
  const image = now.painter.raster(style);
  under.width = image.width;
  under.height = image.height;
  under.getContext('2d')?.putImageData(image, 0, 0);
  Object.assign(under.style, { left: `${plot.left}px`, top: `${plot.top}px`, width: `${plot.width}px`, height: `${plot.height}px` });
};

/** Maps of more cells are drawn as a raster; the core's draw function knows the same number. */
export const LARGEST_DRAWN_MAP = 4096;

/** The box of the element around a canvas, as it changes. */
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
  /** Receives where the plot areas are. */
  plots: Signal<Plot[]>;
  /** Whether there is something to draw; what it reads asks for a new drawing when it changes. */
  isReady: () => boolean;
  /** Returns where the plot areas are, before the page's text size; nothing where all is drawn already. */
  draw: (canvas: HTMLCanvasElement, style: Style) => Plot[] | undefined;
  /** What is to be done below the drawing. */
  beneath?: (area: Plot | undefined, style: Style) => void;
};

/** Draws whenever the box, the pixel ratio, the theme or what there is to draw has changed. */
export const useDrawing = ({ canvas, box, plots, isReady, draw, beneath }: Drawing): void => {
  // The library's own hook would wait for a frame before it runs at all.
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
          // Equal areas would have everything that lies over the drawing rendered again.
          if (!same(areas, plots.peek())) plots.value = areas;
          drawn.value = true;
        });
      }),
    [],
  );
};

/** The canvas of `chart`; `plots` receives where its plot areas are. Remount it for another chart. */
export const ChartCanvas = ({ chart, label, plots }: { chart: Chart; label: string; plots: Signal<Plot[]> }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const under = useRef<HTMLCanvasElement>(null);
  const box = useBox(canvas);

  useSignalEffect(() => {
    if (box.value.width > 0) makeRoom(roomFor(chart, box.value));
  });

  /** What stands on the canvas. */
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
