/**
 * A canvas that the core draws on: follows its box, the device's pixel ratio, the theme and the result on show.
 * All canvases draw in one pass before the browser paints.
 */
import { computed, signal, useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Chart, Plot, Room, Style } from '../engine/wasm';
import { makeRoom, shown } from '../state/store';
import { theme } from '../ui/theme';
import { clamp } from './geometry';

type Box = { width: number; height: number };

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

const waiting = new Map<HTMLCanvasElement, () => void>();

const drawSoon = (canvas: HTMLCanvasElement, draw: () => void): void => {
  if (waiting.size === 0) {
    requestAnimationFrame(() => {
      const draws = [...waiting.values()];
      waiting.clear();
      for (const each of draws) each();
    });
  }
  waiting.set(canvas, draw);
};

/** The projector's drawing is enlarged, so it has room for less. */
const zoom = computed(() => (theme.value === 'projector' ? 1.6 : 1));

const roomFor = (chart: Chart, box: Box): Partial<Room> => {
  const [width, height] = [Math.round(box.width / zoom.value), Math.round(box.height / zoom.value)];
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

/** The canvas of `chart`; `plots` receives where its plot areas are. Remount it for another chart. */
export const ChartCanvas = ({ chart, label, plots }: { chart: Chart; label: string; plots: Signal<Plot[]> }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const under = useRef<HTMLCanvasElement>(null);
  const box = useSignal<Box>({ width: 0, height: 0 });

  useEffect(() => {
    const area = canvas.current?.parentElement;
    if (!area) return undefined;
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = area;
      if (width === box.peek().width && height === box.peek().height) return;
      box.value = { width, height };
    });
    observer.observe(area);
    return () => observer.disconnect();
  }, []);

  useSignalEffect(() => {
    if (box.value.width > 0) makeRoom(roomFor(chart, box.value));
  });

  useSignalEffect(() => {
    const element = canvas.current;
    const { width, height } = box.value;
    const style: Style = { width, height, ratio: ratio.value, theme: theme.value };
    if (!element || !shown.value || width < 1 || height < 1) return;
    drawSoon(element, () => {
      const painter = shown.peek()?.painter;
      if (!painter) return;
      const areas = painter.draw(chart, element, style);
      Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
      if (under.current) putRaster(under.current, areas[0], style);
      plots.value = areas;
    });
  });

  return (
    <>
      {chart === 'map' && <canvas class="chart-raster" ref={under} aria-hidden="true" hidden />}
      <canvas class="chart-canvas" ref={canvas} role="img" aria-label={label} data-chart={chart} />
    </>
  );
};
