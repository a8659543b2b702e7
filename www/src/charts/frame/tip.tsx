/**
 * The tip beside the pointer: the item under it. For the mouse only; keyboards and screen readers get the same from the
 * sliders' words and the tables.
 */
import type { Level, Mark, Plot } from '../../engine/wasm';
import { t } from '../../i18n';
import { formatNumber } from '../../state/store';
import type { Point } from '../geometry/geometry';
import { codeName } from '../selection/selection';

export type TipRow = { label: string; value: string; kind?: 'original' | 'dequantized' | 'error' };

/**
 * The item under the pointer. `ring` marks its position. Charts keep the pointer's position and find the item again in each picture:
 * the picture may change under a pointer that rests.
 */
export type Hover = { at: Point; title: string; rows: TipRow[]; ring?: Point };

/** The rows of a value: original, code, dequantized, error. */
export const valueRows = (mark: Pick<Mark, 'x' | 'y' | 'code' | 'clipped'>): TipRow[] => [
  { label: t('charts.tip.original'), value: formatNumber(mark.x), kind: 'original' },
  { label: mark.clipped === 0 ? t('charts.tip.code') : t('charts.tip.clippedCode'), value: codeName(mark.code) },
  { label: t('charts.tip.dequantized'), value: formatNumber(mark.y), kind: 'dequantized' },
  { label: t('charts.tip.error'), value: formatNumber(mark.y - mark.x), kind: 'error' },
];

/** The rows of a level. */
export const levelRows = (level: Level): TipRow[] => [
  { label: t('charts.tip.code'), value: codeName(level.code) },
  { label: t('charts.tip.standsFor'), value: formatNumber(level.at), kind: 'dequantized' },
  { label: t('charts.tip.values'), value: String(level.count) },
];

type Props = {
  hover: Hover | undefined;
  plot: Plot;
  /** Whether there is no room below the pointer anywhere in the plot. */
  above?: boolean;
};

/** The tip, on the side of the pointer with more room. */
export const Tip = ({ hover, plot, above = false }: Props) => {
  if (!hover) return null;
  const { at, title, rows, ring } = hover;
  const side = at.x > plot.left + plot.width / 2 ? 'before' : 'after';
  const rise = above || at.y > plot.top + plot.height / 2 ? 'above' : 'below';
  return (
    <>
      {ring && <span class="chart-ring" style={{ transform: `translate(${ring.x}px, ${ring.y}px)` }} />}
      <div class={`chart-tip ${side} ${rise}`} style={{ left: `${at.x}px`, top: `${at.y}px` }} aria-hidden="true">
        {title && <strong>{title}</strong>}
        {rows.map(({ label, value, kind }) => (
          <span class={kind ? `tip-row ${kind}` : 'tip-row'} key={label}>
            <span>{label}</span>
            <span>{value}</span>
          </span>
        ))}
      </div>
    </>
  );
};
