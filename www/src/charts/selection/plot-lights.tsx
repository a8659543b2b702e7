/**
 * What is hovered, lit in the charts of other axes than the number line's. Each is a component of its own, so that a move of the
 * pointer renders nothing else.
 */
import type { NumberLine, Plot, SeriesPoint, TensorMap } from '../../engine/wasm';
import { hovered } from '../../state/hovered';
import { toPixelX, toPixelY } from '../geometry/geometry';
import { Light, LightArea, LightRule } from './light';
import { litCell, litOf, litX } from './lit';
import { placeIn, type Strided } from './slices';

/** A line through both sides at the value. */
export const HistogramLight = ({ line, plot }: { line: NumberLine; plot: Plot }) => {
  const { x, y } = litOf(hovered.value, line);
  return <LightRule x={litX(plot, x ?? y)} top={plot.top} height={plot.height} />;
};

/** A ring around the original at its place in the slice. */
export const SeriesLight = ({ line, slice, plot }: { line: NumberLine; slice: Strided; plot: Plot }) => {
  const item = hovered.value;
  if (item?.kind !== 'value') return null;
  const { x } = litOf(item, line);
  const place = placeIn(slice, item.index);
  const isInside = Number.isInteger(place) && place >= Math.max(plot.x_lo, 0) && place <= Math.min(plot.x_hi, slice.len - 1);
  return x === undefined || !isInside ? null : <Light kind="ring" at={{ x: toPixelX(plot, place), y: toPixelY(plot, x) }} />;
};

/** A ring around the original among the sorted ones: at the point whose values include it. */
export const SortedLight = ({ line, points, plot }: { line: NumberLine; points: readonly SeriesPoint[]; plot: Plot }) => {
  const item = hovered.value;
  if (item?.kind !== 'value') return null;
  const { x } = litOf(item, line);
  const point = x === undefined ? undefined : points.find(({ hi }) => hi >= x);
  return x === undefined || !point || point.lo > x ? null : <Light kind="ring" at={{ x: toPixelX(plot, point.at), y: toPixelY(plot, x) }} />;
};

/** A ring on the step that the value goes to. */
export const TransferLight = ({ line, plot }: { line: NumberLine; plot: Plot }) => {
  const { x, y } = litOf(hovered.value, line);
  const place = litX(plot, x);
  return place === undefined || y === undefined ? null : <Light kind="ring" at={{ x: place, y: toPixelY(plot, y) }} />;
};

/** The outline of the value's cell. */
export const CellLight = ({ map, plot }: { map: TensorMap; plot: Plot }) => {
  const cell = litCell(hovered.value, map, plot);
  return cell ? <LightArea {...cell} /> : null;
};
