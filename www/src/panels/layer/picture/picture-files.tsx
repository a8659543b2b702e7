/**
 * A picture of the layer as an SVG or PNG file, with its sentence and the link below.
 */
import type { ReadonlySignal } from '@preact/signals';
import { drawingPng } from '../../../charts/frame/export';
import type { LayerChart } from '../../../engine/wasm';
import { t } from '../../../i18n';
import { linkTo, state } from '../../../state/store';
import { theme } from '../../../state/theme';
import { save } from '../../../ui/save';

/** The size of the file's picture in CSS pixels, the same on every screen. */
const SIZE = { width: 960, height: 480 } as const;

type Props = { chart: ReadonlySignal<LayerChart | undefined>; name: string; title: string };

const blobOf = (chart: LayerChart, format: 'svg' | 'png'): Promise<Blob> => {
  const caption = `${chart.words()}\n${linkTo(state.peek())}`;
  if (format === 'png') return drawingPng(SIZE.height, (canvas, style) => void chart.draw(canvas, style), caption);
  return Promise.resolve(new Blob([chart.svg({ ...SIZE, ratio: 1, theme: theme.peek() }, caption)], { type: 'image/svg+xml' }));
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
