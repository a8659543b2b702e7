/**
 * A chart as a PNG or SVG file: as it is on show, with a caption.
 */
import type { Chart, ChartSizes, Plot, Style } from '../../engine/wasm';
import { t } from '../../i18n';
import { pictureOf, type Shown } from '../../state/store';
import { enlargementIn, isDark, theme } from '../../state/theme';
import { caption } from './caption';
import { isRaster, mapsOf } from './raster';
import { sizesFor } from './sizes';

const RATIO = 2;
const LINE = 18;
const EDGE = 8;

/** The size of exported charts in CSS pixels, the same on every screen. */
const WIDTH = 960;
const heightOf = (chart: Chart): number => (chart === 'number-line' ? 360 : chart === 'matrices' ? 280 : 480);

const styleOf = (chart: Chart): Style => ({ width: WIDTH, height: heightOf(chart), ratio: RATIO, theme: theme.value });

const sizeOf = (chart: Chart): Partial<ChartSizes> => sizesFor(chart, { width: WIDTH, height: heightOf(chart) });

const canvasOf = (width: number, height: number): HTMLCanvasElement => Object.assign(document.createElement('canvas'), { width, height });

const context = (canvas: HTMLCanvasElement): CanvasRenderingContext2D => {
  const found = canvas.getContext('2d');
  if (!found) throw new Error(t('charts.noCanvas'));
  return found;
};

/** Breaks text into lines no wider than `room`, in CSS pixels; a word that is wider, such as a link, is broken anywhere. */
const wrap = (text: string, room: number, measure: (text: string) => number): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (measure(longer) <= room) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const letter of word) {
        if (measure(line + letter) > room) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    return [...lines, line];
  });

/** Puts the cells of large maps below their drawing. */
const putRasters = (now: Shown, chart: Chart, style: Style, plots: readonly Plot[], to: CanvasRenderingContext2D): void => {
  mapsOf(now, chart).forEach(({ map, place }, i) => {
    const plot = plots[i];
    const image = plot && isRaster(map) ? now.painter.raster(place, style) : undefined;
    if (!plot || !image) return;
    const cells = canvasOf(image.width, image.height);
    context(cells).putImageData(image, 0, 0);
    to.imageSmoothingEnabled = false;
    const { ratio } = style;
    to.drawImage(cells, plot.left * ratio, plot.top * ratio, plot.width * ratio, plot.height * ratio);
  });
};

/** A sheet in the theme's colour with a drawing of its size on it, and some device pixels below. */
const sheetWith = (drawing: HTMLCanvasElement, style: Style, below: number, beneath?: (to: CanvasRenderingContext2D) => void): HTMLCanvasElement => {
  const sheet = canvasOf(drawing.width, drawing.height + below);
  const to = context(sheet);
  to.fillStyle = isDark(style.theme) ? '#14171a' : '#ffffff';
  to.fillRect(0, 0, sheet.width, sheet.height);
  beneath?.(to);
  to.drawImage(drawing, 0, 0);
  return sheet;
};

/** A chart on its background, with some device pixels of it below; nothing where there is no such picture. */
export const sheetOf = (now: Shown, chart: Chart, style: Style, below = 0): HTMLCanvasElement | undefined => {
  const drawing = canvasOf(1, 1);
  const plots = now.painter.draw(chart, drawing, style);
  return plots && sheetWith(drawing, style, below, (to) => putRasters(now, chart, style, plots, to));
};

/** A sheet with a caption below, as a PNG file; `make` gets the device pixels that the caption takes. */
const captioned = (style: Style, text: string, make: (below: number) => HTMLCanvasElement | undefined): Promise<Blob> => {
  const zoom = enlargementIn(style.theme);
  const font = `${13 * zoom * RATIO}px system-ui, sans-serif`;
  const ruler = context(canvasOf(1, 1));
  ruler.font = font;
  const edge = EDGE * zoom * RATIO;
  const lines = wrap(text, WIDTH * RATIO - 2 * edge, (words) => ruler.measureText(words).width);
  const lineHeight = LINE * zoom * RATIO;
  const below = lines.length * lineHeight + edge;
  const sheet = make(below);
  if (!sheet) throw new Error(t('charts.noPicture'));
  const to = context(sheet);
  to.font = font;
  to.textBaseline = 'middle';
  to.fillStyle = isDark(style.theme) ? '#e8eaed' : '#1b1f24';
  lines.forEach((line, i) => to.fillText(line, edge, sheet.height - below + (i + 0.5) * lineHeight));

  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('charts.notWritten')))), 'image/png');
  });
};

/** Any drawing of the core as a PNG file with a caption, as wide as exported charts. */
export const drawingPng = (height: number, draw: (canvas: HTMLCanvasElement, style: Style) => void, text: string): Promise<Blob> => {
  const style: Style = { width: WIDTH, height, ratio: RATIO, theme: theme.peek() };
  return captioned(style, text, (below) => {
    const drawing = canvasOf(1, 1);
    draw(drawing, style);
    return sheetWith(drawing, style, below);
  });
};

/** Any drawing of the core as an SVG file, as wide as exported charts; the core adds the caption. */
export const drawingSvg = (height: number, draw: (style: Style) => string): Blob =>
  new Blob([draw({ width: WIDTH, height, ratio: 1, theme: theme.peek() })], { type: 'image/svg+xml' });

const png = async (now: Shown, chart: Chart): Promise<Blob> => {
  const style = styleOf(chart);
  return captioned(style, caption(now, chart), (below) => sheetOf(now, chart, style, below));
};

const svg = (now: Shown, chart: Chart): Blob => {
  const text = now.painter.svg(chart, { ...styleOf(chart), ratio: 1 }, caption(now, chart));
  if (text === undefined) throw new Error(t('charts.noPicture'));
  return new Blob([text], { type: 'image/svg+xml' });
};

/** The content of the file. */
export const chartImage = async (chart: Chart, format: 'png' | 'svg'): Promise<Blob> => {
  const now = await pictureOf(chart, sizeOf(chart));
  if (!now) throw new Error(t('charts.noPicture'));
  try {
    return format === 'png' ? await png(now, chart) : svg(now, chart);
  } finally {
    now.painter.free();
  }
};
