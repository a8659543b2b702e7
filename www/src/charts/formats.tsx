/**
 * Ways to quantize as a scatter plot: SQNR in dB against bits per value. A click takes one.
 */
import { useComputed, useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { FormatsChart, Plot } from '../engine/wasm';
import { t } from '../i18n';
import type { Entry, Measures, Measuring, Way } from '../state/analysis/measuring';
import { formatDecibel, formatNumber, formatsPicture } from '../state/store';
import { useBox, useDrawing } from './frame/canvas';
import { clamp, type Point, toPixelX, toPixelY } from './geometry/geometry';
import { nearest } from './geometry/hit';
import { direction } from './selection/selection';
import { Surface } from './frame/surface';
import { Tip, type TipRow } from './frame/tip';

/** A measured way that has an SQNR, and so a place in the plot. */
export type Spot<W extends Way> = { way: W; measured: Measures; sqnr: number };

/** All ways that can be drawn. Where all values are 0 there is no SQNR. */
export const spotsOf = <W extends Way>(list: readonly Entry<W>[]): Spot<W>[] =>
  list.flatMap(({ way, result }) => {
    if (!result || 'rejected' in result) return [];
    const { sqnr_db: sqnr } = result.measured.metrics;
    return sqnr === undefined ? [] : [{ way, measured: result.measured, sqnr }];
  });

/** The plot of the measured ways and of the settings on show. */
export const pictureOf = (spots: readonly Spot<Way>[], bits: number | undefined, sqnr: number | undefined): FormatsChart =>
  formatsPicture(
    spots.map(({ way }) => way.name),
    Float64Array.from(spots, ({ measured }) => measured.bits_per_value),
    Float64Array.from(spots, (spot) => spot.sqnr),
    bits,
    sqnr,
  );

/** While the component is mounted, measures what is not measured yet: at first, and whenever the list or the data changes. */
export const useMeasuring = <W extends Way>(of: Measuring<W>): void => {
  useEffect(() => of.stop, []);
  useSignalEffect(() => {
    const missing = of.entries.value.some(({ result }) => !result);
    if (of.isStale() || (missing && !of.isMeasuring.peek())) void of.start();
  });
};

/** Distance in CSS pixels within which a mark counts as pointed at. */
const REACH = 24;

const rows = ({ measured, sqnr }: Spot<Way>): TipRow[] => [
  { label: t('charts.tip.bits'), value: formatNumber(measured.bits_per_value) },
  { label: 'SQNR', value: formatDecibel(sqnr) },
  { label: 'MSE', value: formatNumber(measured.metrics.mse) },
];

const words = ({ way, measured, sqnr }: Spot<Way>): string =>
  t('charts.way', { name: way.name, bits: formatNumber(measured.bits_per_value), sqnr: formatDecibel(sqnr) });

const placeOf = (plot: Plot, { measured, sqnr }: Spot<Way>): Point => ({
  x: toPixelX(plot, Math.log2(measured.bits_per_value)),
  y: clamp(toPixelY(plot, sqnr), plot.top, plot.top + plot.height),
});

type Props<W extends Way> = {
  picture: ReadonlySignal<FormatsChart>;
  spots: readonly Spot<W>[];
  /** The noun for one way: "Format". */
  noun: string;
  /** The sentence below the plot. */
  sentenceOf: (picture: FormatsChart) => string;
  onTake: (way: W) => void;
};

export const FormatsPicture = <W extends Way>({ picture, spots, noun, sentenceOf, onTake }: Props<W>) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plots = useSignal<Plot[]>([]);
  /** The mark that the pointer or the keys are at. */
  const probe = useSignal<string | undefined>(undefined);
  const box = useBox(canvas);
  const sentence = useComputed(() => sentenceOf(picture.value));
  useDrawing({
    canvas,
    box,
    plots,
    isReady: () => picture.value !== undefined,
    draw: (element, style) => [picture.peek().draw(element, style)],
  });

  const plot = plots.value[0];
  const ordered = [...spots].sort((a, b) => a.measured.bits_per_value - b.measured.bits_per_value || a.sqnr - b.sqnr);
  const at = ordered.findIndex(({ way }) => way.name === probe.value);
  const spot = ordered[at];
  const ring = plot && spot && placeOf(plot, spot);
  const under = ({ x, y }: Point): Spot<W> | undefined =>
    plot &&
    nearest(
      ordered,
      (each) => {
        const place = placeOf(plot, each);
        return Math.hypot(place.x - x, place.y - y);
      },
      REACH,
    );
  const look = (i: number): void => {
    probe.value = ordered[clamp(i, 0, ordered.length - 1)]?.way.name;
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const by = direction(event);
    if (by) look(at < 0 ? 0 : at + by);
    else if (event.key === 'Home') look(0);
    else if (event.key === 'End') look(ordered.length - 1);
    else if ((event.key === 'Enter' || event.key === ' ') && spot) onTake(spot.way);
    else return false;
    return true;
  };
  return (
    <div class="wide-dialog-picture">
      <div class="chart">
        <canvas class="chart-canvas" ref={canvas} role="img" aria-label={t('charts.ways', { noun, words: sentence.value })} />
        {plot && ordered.length > 0 && (
          <>
            <Surface
              label={t('charts.inWays', { noun })}
              valueText={spot ? words(spot) : t('charts.none')}
              value={Math.max(at, 0)}
              count={ordered.length}
              onKey={onKey}
              onHover={(where) => {
                probe.value = where && under(where)?.way.name;
              }}
              onClick={(where) => {
                const hit = under(where);
                if (hit) onTake(hit.way);
              }}
              cursor={spot ? 'pointer' : 'default'}
            />
            <Tip hover={spot && ring && { at: ring, title: spot.way.name, rows: rows(spot), ring }} plot={plot} />
          </>
        )}
      </div>
      <p class="hint">{sentence.value}</p>
    </div>
  );
};
