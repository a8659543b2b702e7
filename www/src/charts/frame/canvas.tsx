/**
 * A canvas that the core draws on: drawn again when its size, the device's pixel ratio, the theme or the study on show
 * changes. All canvases are drawn in the same animation frame.
 */
import { computed, effect, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chart, NumberLine, Plot, Style } from '../../engine/wasm';
import { beforePaint } from '../../state/study/frame';
import { atHand, changeChartSizes, isHandled, pressedFrom, same, showChart, shown } from '../../state/store';
import { enlargementIn, theme } from '../../state/theme';
import type { End } from '../geometry/clip';
import { endAtHand } from '../handles/held';
import { fadeFrom, glide, mayMove } from './glide';
import { createPixelRatio } from './pixel-ratio';
import { Rasters } from './raster';
import { sizesFor } from './sizes';
import { drawn, Still } from './still';
import { textScale } from './text-scale';

/** A chart's size in CSS pixels, and the page's text size relative to 16 pixels. */
type Box = { width: number; height: number; scale: number };

/** Device pixels per CSS pixel, from 1 to 4. */
const ratio = createPixelRatio();

/** The factor by which the core itself enlarges drawings for projectors. */
const zoom = computed(() => enlargementIn(theme.value));

/** The page's text size relative to 16 pixels, so that the text in charts is as large as the text around them. */
const pageScale = (): number => textScale() / zoom.peek();

const enlarged = (plot: Plot, by: number): Plot => ({
  ...plot,
  left: plot.left * by,
  top: plot.top * by,
  width: plot.width * by,
  height: plot.height * by,
});

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
  beneath?: (areas: readonly Plot[], style: Style) => void;
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
          beneath?.(areas, style);
          // Setting equal areas would render everything that lies over the drawing again.
          if (!same(areas, plots.peek())) plots.value = areas;
          drawn.value = true;
        });
      }),
    [],
  );
};

/** The areas of a drawing on its way, as they are at its end: the axis is that of the new picture. */
const arrived = (areas: Plot[], { axis, upright }: NumberLine): Plot[] =>
  areas.map((area) => (upright ? { ...area, y_lo: axis.lo, y_hi: axis.hi } : { ...area, x_lo: axis.lo, x_hi: axis.hi }));

/** The end of the range that a hand is at in a chart; the number line's drawing shows the error there. */
const endIn = (chart: Chart): End | undefined => {
  const at = endAtHand.value;
  return chart === 'number-line' && at?.chart === chart ? at.end : undefined;
};

/** `isGliding` is set while marks glide after a press. */
type Props = { chart: Chart; label: string; plots: Signal<Plot[]>; isGliding?: Signal<boolean> };

/** The canvas of `chart`, which must not change; `plots` is set to its plot areas. */
export const ChartCanvas = ({ chart, label, plots, isGliding }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useBox(canvas);
  const own = useSignal(false);
  const gliding = isGliding ?? own;
  const picture = isHandled(chart) ? atHand : shown;
  const rasters = useRef<Rasters | undefined>(undefined);

  useLayoutEffect(() => showChart(chart), [chart]);
  useSignalEffect(() => {
    const { width, height, scale } = box.value;
    const size = zoom.value * scale;
    if (width > 0) changeChartSizes(sizesFor(chart, { width: Math.round(width / size), height: Math.round(height / size) }));
  });

  /** The last drawing. */
  const last = useRef<{ key: string; style: Style } | undefined>(undefined);
  useDrawing({
    canvas,
    box,
    plots,
    isReady: () => {
      // Both are read: the drawing follows them.
      void endIn(chart);
      return picture.value !== undefined;
    },
    draw: (element, style) => {
      const now = picture.peek();
      if (!now) return undefined;
      const { painter, frame } = now;
      const end = frame.clipping_curve ? endIn(chart) : undefined;
      const key = [painter.fingerprint(chart), ...(end ? [painter.fingerprint('bench'), end] : [])].join(' ');
      const isSameSize = last.current !== undefined && same(style, last.current.style);
      if (isSameSize && key === last.current?.key && !gliding.peek()) return undefined;
      const before = chart === 'number-line' && isSameSize && key !== last.current?.key && mayMove() ? pressedFrom() : undefined;
      last.current = { key, style };
      gliding.value = false;
      const exact = (): Plot[] | undefined => (end ? painter.drawHeld(end, element, style) : painter.draw(chart, element, style));
      const motion = before && (painter.glides(before.painter) ? 'glide' : 'fade');
      if (before && motion === 'glide') {
        const between = (t: number): Plot[] => painter.drawBetween(before.painter, t, element, style) ?? [];
        return arrived(glide(element, between, exact, gliding), frame.number_line);
      }
      if (motion === 'fade') fadeFrom(element);
      return exact();
    },
    beneath: (areas, style) => {
      rasters.current ??= canvas.current ? new Rasters(canvas.current) : undefined;
      rasters.current?.put(chart, areas, style);
    },
  });

  return (
    <>
      <Still chart={chart} />
      <canvas class="chart-canvas" ref={canvas} role="img" aria-label={label} data-chart={chart} />
    </>
  );
};
