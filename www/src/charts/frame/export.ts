/**
 * A chart as a PNG or SVG file: as it is on show, with a caption.
 */
import type { Chart, Plot, Style } from '../../engine/wasm';
import { t } from '../../i18n';
import { limits, shown, type Shown } from '../../state/store';
import { theme } from '../../state/theme';
import { caption } from './caption';

const RATIO = 2;
const LINE = 18;
const EDGE = 8;

/** The size of exported charts in CSS pixels, the same on every screen. */
const styleOf = (chart: Chart): Style => ({
  width: 960,
  height: chart === 'number-line' ? 300 : 480,
  ratio: RATIO,
  theme: theme.value,
});

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

/** Puts the raster of a large map below its drawing. */
const putRaster = ({ painter, frame }: Shown, style: Style, plot: Plot | undefined, to: CanvasRenderingContext2D): void => {
  const { map } = frame;
  if (!plot || !map || map.rows * map.cols <= limits.largest_drawn_map) return;
  const image = painter.raster(undefined, style);
  if (!image) return;
  const cells = canvasOf(image.width, image.height);
  context(cells).putImageData(image, 0, 0);
  to.imageSmoothingEnabled = false;
  to.drawImage(cells, plot.left * RATIO, plot.top * RATIO, plot.width * RATIO, plot.height * RATIO);
};

const png = async (now: Shown, chart: Chart): Promise<Blob> => {
  const style = styleOf(chart);
  const zoom = style.theme === 'projector' ? limits.projector_zoom : 1;
  const font = `${13 * zoom * RATIO}px system-ui, sans-serif`;
  const drawing = canvasOf(1, 1);
  const plots = now.painter.draw(chart, drawing, style);
  if (!plots) throw new Error(t('charts.noPicture'));

  const ruler = context(canvasOf(1, 1));
  ruler.font = font;
  const edge = EDGE * zoom * RATIO;
  const lines = wrap(caption(now, chart), drawing.width - 2 * edge, (text) => ruler.measureText(text).width);
  const lineHeight = LINE * zoom * RATIO;
  const sheet = canvasOf(drawing.width, drawing.height + lines.length * lineHeight + edge);
  const to = context(sheet);
  to.fillStyle = style.theme === 'dark' ? '#14171a' : '#ffffff';
  to.fillRect(0, 0, sheet.width, sheet.height);
  if (chart === 'map') putRaster(now, style, plots[0], to);
  to.drawImage(drawing, 0, 0);
  to.font = font;
  to.textBaseline = 'middle';
  to.fillStyle = style.theme === 'dark' ? '#e8eaed' : '#1b1f24';
  lines.forEach((line, i) => to.fillText(line, edge, drawing.height + (i + 0.5) * lineHeight));

  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('charts.notWritten')))), 'image/png');
  });
};

/** The content of the file. */
export const chartImage = async (chart: Chart, format: 'png' | 'svg'): Promise<Blob> => {
  const now = shown.value;
  if (!now) throw new Error(t('charts.noPicture'));
  if (format === 'png') return png(now, chart);
  const drawn = now.painter.svg(chart, { ...styleOf(chart), ratio: 1 }, caption(now, chart));
  if (drawn === undefined) throw new Error(t('charts.noPicture'));
  return new Blob([drawn], { type: 'image/svg+xml' });
};
