/**
 * The cells of large maps, one pixel each, enlarged below a drawing that leaves their areas transparent.
 */
import type { Chart, Plot, Style, TensorMap } from '../../engine/wasm';
import { limits, shown, type Shown } from '../../state/store';

/** The maps of a chart: of one, or of the four matrices by their place. */
export const mapsOf = ({ frame }: Shown, chart: Chart): { map: TensorMap; place: number | undefined }[] => {
  if (chart === 'map') return frame.map ? [{ map: frame.map, place: undefined }] : [];
  if (chart === 'matrices') return (frame.matrices?.maps ?? []).map((map, place) => ({ map, place }));
  return [];
};

/** Whether a map is too large to be drawn cell by cell. */
export const isRaster = ({ rows, cols }: TensorMap): boolean => rows * cols > limits.largest_drawn_map;

export class Rasters {
  readonly #canvases: HTMLCanvasElement[] = [];
  /** The fingerprints of the images they show: the original's stays the same under all settings. */
  readonly #shown: (string | undefined)[] = [];

  /** They lie right below the drawing. */
  constructor(private readonly drawing: HTMLCanvasElement) {}

  /** Shows the cells of the chart's maps in their areas, as of the picture on show. */
  put(chart: Chart, areas: readonly Plot[], style: Style): void {
    const now = shown.peek();
    if (!now) return;
    const maps = mapsOf(now, chart);
    maps.forEach(({ map, place }, i) => {
      const area = areas[i];
      if (!area || !isRaster(map)) return this.#hide(i);
      const canvas = this.#canvas(i);
      Object.assign(canvas.style, { left: `${area.left}px`, top: `${area.top}px`, width: `${area.width}px`, height: `${area.height}px` });
      canvas.hidden = false;
      const fingerprint = `${now.painter.rasterFingerprint(place)} ${style.theme}`;
      if (fingerprint === this.#shown[i]) return;
      const image = now.painter.raster(place, style);
      if (image) this.#show(canvas, image);
      this.#shown[i] = fingerprint;
    });
    for (let i = maps.length; i < this.#canvases.length; i += 1) this.#hide(i);
  }

  #canvas(i: number): HTMLCanvasElement {
    const known = this.#canvases[i];
    if (known) return known;
    const canvas = Object.assign(document.createElement('canvas'), { className: 'chart-raster' });
    canvas.setAttribute('aria-hidden', 'true');
    this.drawing.before(canvas);
    this.#canvases[i] = canvas;
    return canvas;
  }

  #show(canvas: HTMLCanvasElement, image: ImageData): void {
    if (canvas.width !== image.width) canvas.width = image.width;
    if (canvas.height !== image.height) canvas.height = image.height;
    canvas.getContext('2d')?.putImageData(image, 0, 0);
  }

  #hide(i: number): void {
    const canvas = this.#canvases[i];
    if (canvas) canvas.hidden = true;
  }
}
