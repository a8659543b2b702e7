/**
 * A chart as a picture to take away: as it is on show, with a caption that says what it is.
 */
import type { Chart, Plot, Style } from '../../engine/wasm';
import { t } from '../../i18n';
import { shown, type Shown } from '../../state/store';
import { theme } from '../../state/theme';
import { caption } from './caption';
import { LARGEST_DRAWN_MAP } from './canvas';

const RATIO = 2;
const LINE = 18;
const EDGE = 8;

/** The size of a picture in CSS pixels, the same on every screen. */
const styleOf = (chart: Chart): Style => ({
  width: 960,
  height: chart === 'number-line' ? 300 : 480,
  ratio: RATIO,
  theme: theme.value,
});

const canvasOf = (width: number, height: number): HTMLCanvasElement =>
  Object.assign(document.createElement('canvas'), { width, height });

const context = (canvas: HTMLCanvasElement): CanvasRenderingContext2D => {
  const found = canvas.getContext('2d');
  if (!found) throw new Error(t('charts.noCanvas'));
  return found;
};

/** Lines no wider than `room`; words that are wider, as links are, are cut. */
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

/** Large maps lie as pixels below their drawing, on screen as here. */
const putRaster = ({ painter, frame }: Shown, style: Style, plot: Plot | undefined, to: CanvasRenderingContext2D): void => {
  if (!plot || frame.map.rows * frame.map.cols <= LARGEST_DRAWN_MAP) return;
  const image = painter.raster(style);
  const cells = canvasOf(image.width, image.height);
  context(cells).putImageData(image, 0, 0);
  to.imageSmoothingEnabled = false;
  to.drawImage(cells, plot.left * RATIO, plot.top * RATIO, plot.width * RATIO, plot.height * RATIO);
};

const png = async (now: Shown, chart: Chart): Promise<Blob> => {
  const style = styleOf(chart);
  const zoom = style.theme === 'projector' ? 1.6 : 1;
  const font = `${13 * zoom * RATIO}px system-ui, sans-serif`;
  const drawing = canvasOf(1, 1);
  const plots = now.painter.draw(chart, drawing, style);

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

/** The chart of the result on show as a file's content. */
export const chartImage = async (chart: Chart, format: 'png' | 'svg'): Promise<Blob> => {
  const now = shown.value;
  if (!now) throw new Error(t('charts.noPicture'));
  if (format === 'png') return png(now, chart);
  return new Blob([now.painter.svg(chart, { ...styleOf(chart), ratio: 1 }, caption(now, chart))], { type: 'image/svg+xml' });
};
