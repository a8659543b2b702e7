/**
 * The channel strip: one box per channel. The arrow keys move from channel to channel; a click or Enter selects the value
 * with the channel's largest error.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ChannelAxis, ChannelOrder, ChannelReading, ChannelsChart, Plot } from '../engine/wasm';
import { t } from '../i18n';
import { formatNumber, formatPercent, formatWhole } from '../state/store';
import { deviations, threeDigits } from '../engine/numbers';
import { useBox, useDrawing } from './frame/canvas';
import { clamp, type Point, toPixelX, toPixelY, toValueX } from './geometry/geometry';
import { direction } from './selection/selection';
import { Surface } from './frame/surface';
import { Tip, type TipRow } from './frame/tip';

/** Distance in CSS pixels within which a channel counts as pointed at; of several, the most conspicuous one. */
const REACH = 2;

const rows = ({ peak, sigmas, low, high, median, share }: ChannelReading): TipRow[] => [
  { label: t('charts.tip.peak'), value: t('charts.tip.peakSigmas', { peak: formatNumber(peak), sigmas: deviations(sigmas) }), kind: 'original' },
  { label: t('charts.tip.middle'), value: t('ui.range', { lo: threeDigits(low), hi: threeDigits(high) }) },
  { label: t('charts.tip.median'), value: threeDigits(median) },
  { label: t('charts.tip.errorShare'), value: formatPercent(share), kind: 'error' },
];

type Props = {
  chart: ChannelsChart;
  /** How the channels are sorted. */
  order: ChannelOrder;
  /** Whether channels are rows or columns. */
  noun: ChannelAxis;
  /** The accessible name: the content of the picture. */
  label: string;
  go: (index: number) => void;
};

export const ChannelStrip = ({ chart, order, noun, label, go }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const plots = useSignal<Plot[]>([]);
  /** The position in the strip that the pointer or the keys are at. */
  const probe = useSignal<number | undefined>(undefined);
  const box = useBox(canvas);
  const latest = useSignal({ chart, order });
  if (latest.peek().chart !== chart || latest.peek().order !== order) latest.value = { chart, order };
  const drawn = useComputed(() => latest.value.chart);
  useDrawing({
    canvas,
    box,
    plots,
    isReady: () => latest.value !== undefined,
    draw: (element, style) => drawn.peek().draw(element, style),
  });

  const plot = plots.value[0];
  const count = chart.count();
  const reading = probe.value === undefined ? undefined : chart.reading(probe.value);
  const name = (r: ChannelReading): string => t(`charts.channel.${noun}`, { n: formatWhole(r.channel + 1) });
  const words = (r: ChannelReading): string =>
    t('charts.channelAt', { name: name(r), peak: formatNumber(r.peak), sigmas: deviations(r.sigmas), share: formatPercent(r.share) });

  const under = ({ x }: Point): number | undefined => {
    if (!plot) return undefined;
    const at = (pixel: number): number => clamp(Math.floor(toValueX(plot, pixel)), 0, count - 1);
    const middle = at(x);
    // Where boxes are wider than that distance, only the one under the pointer counts.
    if (plot.width / count >= REACH) return middle;
    let best = middle;
    let farthest = -1;
    for (let place = at(x - REACH); place <= at(x + REACH); place += 1) {
      const sigmas = chart.reading(place)?.sigmas ?? 0;
      if (sigmas > farthest) [best, farthest] = [place, sigmas];
    }
    return best;
  };
  const look = (place: number): void => {
    probe.value = clamp(place, 0, count - 1);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const by = direction(event);
    const steps = event.shiftKey ? 10 : 1;
    if (by) look(probe.value === undefined ? 0 : probe.value + by * steps);
    else if (event.key === 'Home') look(0);
    else if (event.key === 'End') look(count - 1);
    else if ((event.key === 'Enter' || event.key === ' ') && reading) go(reading.worst);
    else return false;
    return true;
  };
  const extreme = reading && (Math.abs(reading.min) > Math.abs(reading.max) ? reading.min : reading.max);
  const ring =
    plot && reading && extreme !== undefined
      ? { x: toPixelX(plot, (probe.value ?? 0) + 0.5), y: clamp(toPixelY(plot, extreme), plot.top, plot.top + plot.height) }
      : undefined;
  return (
    <div class="wide-dialog-picture">
      <div class="chart">
        <canvas class="chart-canvas" ref={canvas} role="img" aria-label={t('charts.channels', { words: label })} />
        {plot && (
          <>
            <Surface
              label={t('charts.inChannels')}
              valueText={reading ? words(reading) : t('charts.none')}
              value={probe.value ?? 0}
              count={count}
              onKey={onKey}
              onHover={(at) => {
                probe.value = at && under(at);
              }}
              onClick={(at) => {
                const place = under(at);
                const hit = place === undefined ? undefined : chart.reading(place);
                if (hit) go(hit.worst);
              }}
              cursor="pointer"
            />
            <Tip hover={reading && ring && { at: ring, title: name(reading), rows: rows(reading), ring }} plot={plot} />
          </>
        )}
      </div>
    </div>
  );
};
