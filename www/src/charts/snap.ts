/**
 * Soft snapping: a dragged value rests on a meaningful one while the pointer is near it. No DOM.
 */
import type { Bench, NumberLine } from '../engine/wasm';
import { t } from '../i18n';
import type { End } from './clip';

/** A value worth stopping at. */
export type Stop = { at: number; name: string };

/** The nearest stop within `reach` of `value`. */
export const nearestStop = (value: number, stops: readonly Stop[], reach: number): Stop | undefined => {
  let best: Stop | undefined;
  for (const stop of stops) {
    const distance = Math.abs(stop.at - value);
    if (distance <= reach && distance < Math.abs((best?.at ?? Infinity) - value)) best = stop;
  }
  return best;
};

/** Where a handle of the range stops: the data's own end, the ends that keep most values, the end that errs least. */
export const clipStops = (end: End, { data, percentiles }: NumberLine, bench: Bench): Stop[] => {
  const stops: Stop[] = [{ at: data[end], name: end === 'lo' ? t('charts.stop.smallest') : t('charts.stop.largest') }];
  for (const { keep, range } of percentiles) stops.push({ at: range[end], name: t('charts.stop.keeps', { share: keep }) });
  const best = bench.points[bench.best];
  if (best) stops.push({ at: best[end], name: t('charts.stop.leastError') });
  return stops;
};
