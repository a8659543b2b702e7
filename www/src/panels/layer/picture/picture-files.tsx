/**
 * A picture of the layer as an SVG or PNG file, with its sentence and the link below.
 */
import type { ReadonlySignal } from '@preact/signals';
import { drawingPng, drawingSvg } from '../../../charts/frame/export';
import type { LayerChart } from '../../../engine/wasm';
import { t } from '../../../i18n';
import { linkTo, state } from '../../../state/store';
import { save } from '../../../ui/save';

/** Of the file's picture, in CSS pixels. */
const HEIGHT = 480;

type Props = { chart: ReadonlySignal<LayerChart | undefined>; name: string; title: string };

const blobOf = async (chart: LayerChart, format: 'svg' | 'png'): Promise<Blob> => {
  const caption = `${chart.words()}\n${linkTo(state.peek())}`;
  if (format === 'png') return drawingPng(HEIGHT, (canvas, style) => void chart.draw(canvas, style), caption);
  return drawingSvg(HEIGHT, (style) => chart.svg(style, caption));
};

export const PictureFiles = ({ chart, name, title }: Props) => (
  <>
    {(['svg', 'png'] as const).map((format) => (
      <button
        key={format}
        type="button"
        class="layer-file"
        aria-label={t('export.pictureAs', { chart: title, format: format.toUpperCase() })}
        onClick={async () => {
          const now = chart.peek();
          if (now) save(await blobOf(now, format), `quantscope-layer-${name}.${format}`);
        }}
      >
        {format.toUpperCase()}
      </button>
    ))}
  </>
);
