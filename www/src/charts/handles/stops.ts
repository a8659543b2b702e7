/**
 * The values that the handles of the range snap to.
 */
import type { ClippingCurve, NumberLine } from '../../engine/wasm';
import { t } from '../../i18n';
import type { End } from '../geometry/clip';
import type { Stop } from '../geometry/snap';

/** The stops of one end: the smallest or largest value, percentiles, and the end with the least error. */
export const clipStops = (end: End, { data, percentiles }: NumberLine, curve: ClippingCurve | undefined): Stop[] => {
  const stops: Stop[] = [{ at: data[end], name: end === 'lo' ? t('charts.stop.smallest') : t('charts.stop.largest') }];
  for (const { keep, range } of percentiles) stops.push({ at: range[end], name: t('charts.stop.keeps', { share: keep }) });
  if (curve?.least) stops.push({ at: curve.least[end], name: t('charts.stop.leastError') });
  return stops;
};
