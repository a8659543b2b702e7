/**
 * The numbers of the picture on show, as the page around the frame gets them.
 */
import type * as around from '../around/frame';
import type { Metrics } from '../engine/wasm';
import type { Shown } from '../state/store';

/** What is not defined or not finite has no number in JSON either. */
const told = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

export const metricsOf = (of: Metrics): around.Metrics => ({
  mse: told(of.mse),
  mae: told(of.mae),
  max_abs: told(of.max_abs),
  sqnr_db: told(of.sqnr_db),
  cosine: told(of.cosine),
  relative_frobenius: told(of.relative_frobenius),
  share_clipped: told(of.share_clipped),
  share_zeroed: told(of.share_zeroed),
});

export const resultOf = ({ frame: { readout }, sampled }: Shown): around.Result => ({
  metrics: metricsOf(readout.metrics),
  slice_metrics: metricsOf(readout.slice_metrics),
  slice: readout.slice_name,
  scale: told(readout.scale),
  zero_point: told(readout.zero_point),
  range: { lo: readout.range.lo, hi: readout.range.hi },
  qmin: readout.qmin,
  qmax: readout.qmax,
  levels_used: readout.levels_used,
  bits_per_value: readout.size.bits_per_value,
  shape: readout.shape,
  sampled: sampled ?? null,
});
