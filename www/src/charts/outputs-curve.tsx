/**
 * The error of the layer's outputs over the clipping curve, on a scale of its own, and its least: asked for once the curve is on show.
 */
import { useComputed, useSignalEffect } from '@preact/signals';
import type { Plot } from '../engine/wasm';
import { t } from '../i18n';
import { followOutputsCurve, outputsCurve } from '../state/analysis/outputs-curve';
import { type Point, toPixelX } from './geometry/geometry';
import './outputs-curve.css';

/** The least, named above the curves, away from the names of the weights' own least. */
const Least = ({ at: { x, y }, words, isLeft }: { at: Point; words: number; isLeft: boolean }) => (
  <>
    <line x1={x} x2={x} y1={words + 4} y2={y - 4} />
    <circle cx={x} cy={y} r="4" />
    <text x={isLeft ? x + 4 : x - 4} y={words} text-anchor={isLeft ? 'start' : 'end'}>
      {t('charts.outputsLeast')}
    </text>
  </>
);

/** Over the plot of the clipping curve. */
export const OutputsCurveLine = ({ plot }: { plot: Plot }) => {
  useSignalEffect(followOutputsCurve);
  const curve = useComputed(() => outputsCurve.value).value;
  if (!curve) return null;
  const y = (share: number): number => plot.top + plot.height * (1 - share);
  const path = curve.points.map(([x, share], i) => `${i === 0 ? 'M' : 'L'}${toPixelX(plot, x).toFixed(1)} ${y(share).toFixed(1)}`).join('');
  const least = curve.points.find(([x]) => x === curve.least);
  return (
    <svg class="outputs-curve" aria-hidden="true">
      <path d={path} />
      {least && (
        <Least
          at={{ x: toPixelX(plot, least[0]), y: y(least[1]) }}
          words={plot.top + 0.3 * plot.height}
          isLeft={least[0] < (plot.x_lo + plot.x_hi) / 2}
        />
      )}
    </svg>
  );
};
