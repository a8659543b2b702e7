/**
 * A picture of the layer: drawn by the core, with a tip, keys, words, a table, and files of it. Knows not what it shows.
 */
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { LayerChart, LayerReading, Plot } from '../../../engine/wasm';
import { useBox, useDrawing } from '../../../charts/frame/canvas';
import { clamp, type Point, toPixelX, toPixelY, toValueX, toValueY } from '../../../charts/geometry/geometry';
import { direction } from '../../../charts/selection/selection';
import { Surface } from '../../../charts/frame/surface';
import { Tip } from '../../../charts/frame/tip';
import { t } from '../../../i18n';
import './picture.css';
import { PictureFiles } from './picture-files';
import { PictureTable } from './picture-table';

export type PictureName = 'columns' | 'outputs' | 'errors' | 'strengths' | 'walk';

type Props = {
  name: PictureName;
  chart: ReadonlySignal<LayerChart | undefined>;
  isCurrent: boolean;
};

const saying = ({ title, rows }: LayerReading): string => [title, ...rows.map(({ label, value }) => `${label} ${value}`)].join(', ');

/** The plot that a point is in, or the nearest one above or below it. */
const plotAt = (plots: readonly Plot[], { y }: Point): number => {
  const far = ({ top, height }: Plot): number => Math.max(top - y, y - top - height, 0);
  return plots.reduce((best, plot, i) => (far(plot) < far(plots[best] ?? plot) ? i : best), 0);
};

export const Picture = ({ name, chart, isCurrent }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plots = useSignal<Plot[]>([]);
  /** The place that the pointer or the keys are at. */
  const probe = useSignal<number | undefined>(undefined);
  const box = useBox(canvas);
  useDrawing({
    canvas,
    box,
    plots,
    isReady: () => chart.value !== undefined,
    draw: (element, style) => chart.peek()?.draw(element, style),
  });
  const now = chart.value;
  const words = useComputed(() => chart.value?.words() ?? '').value;
  const title = t(`layer.picture.${name}.title`);
  const count = now?.count() ?? 0;
  const reading = probe.value === undefined ? undefined : now?.reading(Math.min(probe.value, count - 1));
  const plot = reading && plots.value[reading.plot];
  const at = plot && reading && { x: toPixelX(plot, reading.x), y: clamp(toPixelY(plot, reading.y), plot.top, plot.top + plot.height) };
  const under = (point: Point): number | undefined => {
    const index = plotAt(plots.value, point);
    const of = plots.value[index];
    return of && now?.placeAt(index, toValueX(of, point.x), toValueY(of, point.y));
  };
  const look = (place: number): void => {
    probe.value = clamp(place, 0, count - 1);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const by = direction(event);
    if (by) look(probe.value === undefined ? 0 : probe.value + by * (event.shiftKey ? 10 : 1));
    else if (event.key === 'Home') look(0);
    else if (event.key === 'End') look(count - 1);
    else return false;
    return true;
  };
  const first = plots.value[0];
  return (
    <section class="layer-picture" aria-label={title} data-picture={name} data-current={isCurrent}>
      <div class="chart">
        <canvas class="chart-canvas" ref={canvas} role="img" aria-label={t('charts.drawing', { title, words })} />
        {first && count > 0 && (
          <>
            <Surface
              label={title}
              valueText={reading ? saying(reading) : t('charts.none')}
              value={probe.value ?? 0}
              count={count}
              onKey={onKey}
              onHover={(point) => {
                probe.value = point && under(point);
              }}
            />
            <Tip hover={reading && at && { at, title: reading.title, rows: reading.rows, ring: at }} plot={plot ?? first} />
          </>
        )}
      </div>
      <div class="layer-foot">
        <p>{words}</p>
        <PictureTable chart={chart} title={title} />
        <PictureFiles chart={chart} name={name} title={title} />
      </div>
    </section>
  );
};
