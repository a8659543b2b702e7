/**
 * The pictures of a report on paper: in light colours whatever the theme, as sharp as paper is. Knows no page.
 */
import { finding } from '../../charts/frame/caption';
import { sheetOf } from '../../charts/frame/export';
import { sizesFor } from '../../charts/frame/sizes';
import type { Chart } from '../../engine/wasm';
import { pictureOf, state, type Shown } from '../../state/store';
import { enlargementIn, theme } from '../../state/theme';
import { hasRange } from '../quantizer/schemes';

/** `width` and `height` in CSS pixels. */
type Size = { width: number; height: number };
export type Picture = { chart: Chart; words: string; canvas: HTMLCanvasElement; size: Size };

/** Device pixels of paper. */
const RATIO = 3;

/** The pictures of a report, and their sizes, where there is time to have them made. */
const PAGE = { 'number-line': { width: 720, height: 300 }, matrices: { width: 720, height: 190 }, bench: { width: 720, height: 200 } } as const;

const pictureIn = (now: Shown, chart: Chart, size: Size): Picture | undefined => {
  const canvas = sheetOf(now, chart, { ...size, ratio: RATIO, theme: 'light' });
  return canvas && { chart, words: finding(now.frame, chart), canvas, size };
};

/** Has them made for paper. */
export const madePictures = async (): Promise<Picture[]> => {
  const pictures: Picture[] = [];
  for (const chart of ['number-line', 'matrices', ...(hasRange(state.peek().settings) ? (['bench'] as const) : [])] as const) {
    const made = await pictureOf(chart, sizesFor(chart, PAGE[chart]));
    const picture = made && pictureIn(made, chart, PAGE[chart]);
    made?.painter.free();
    if (picture) pictures.push(picture);
  }
  return pictures;
};

/** Those on show, drawn again in the same size; and the number line, if it is not among them. */
export const picturesOnShow = (now: Shown): Picture[] => {
  const zoom = enlargementIn(theme.peek());
  const sizes = new Map<Chart, Size>([['number-line', PAGE['number-line']]]);
  for (const canvas of document.querySelectorAll<HTMLCanvasElement>('main canvas[data-chart]')) {
    const [width, height] = [Math.floor(canvas.offsetWidth / zoom), Math.floor(canvas.offsetHeight / zoom)];
    if (width > 0 && height > 0) sizes.set(canvas.dataset['chart'] as Chart, { width, height });
  }
  return [...sizes].flatMap(([chart, size]) => pictureIn(now, chart, size) ?? []);
};
