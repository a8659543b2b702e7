/**
 * The transfer function: the dequantized value of each x within the range. Pointing shows a step, a click selects the nearest
 * value.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Frame, Plot, Step, Transfer } from '../engine/wasm';
import { t } from '../i18n';
import { formatNumber, shown } from '../state/store';
import { type Point, toPixelY, toValueX } from './geometry/geometry';
import { stepAt } from './geometry/hit';
import { Panel } from './frame/panel';
import { type Hover, Tip } from './frame/tip';
import { ValueSurface } from './handles/value-surface';
import { TransferLight } from './selection/plot-lights';

/** Whether a step is a single level: where levels are denser than pixels, a step stands for several. */
const isTread = (step: Step, { steps }: Transfer, { readout: { scale } }: Frame): boolean => {
  const at = steps.indexOf(step);
  const next = steps[at + 1] ?? steps[at - 1];
  const alone = scale !== undefined && next !== undefined && Math.abs(next.y - step.y) < 1.5 * scale;
  return alone && step.lo <= step.y && step.y <= step.hi;
};

export const TransferChart = ({ tools }: { tools: ComponentChildren }) => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const frame = shown.value?.frame;
  const transfer = frame?.transfer;
  const plot = plots.value[0];
  const panel = { chart: 'transfer', words: transfer?.words, table: transfer?.table, plots, tools } as const;
  if (!frame || !transfer || !plot) return <Panel {...panel} />;

  const hoverAt = (at: Point): Hover | undefined => {
    const step = stepAt(transfer, plot, at.x);
    return (
      step && {
        at,
        title: '',
        rows: [
          { label: 'x', value: formatNumber(toValueX(plot, at.x)), kind: 'original' },
          {
            label: isTread(step, transfer, frame) ? t('charts.tip.becomes') : t('charts.tip.becomesAbout'),
            value: formatNumber(step.y),
            kind: 'dequantized',
          },
          ...(isTread(step, transfer, frame)
            ? [
                { label: t('charts.tip.allFrom'), value: formatNumber(step.lo) },
                { label: t('charts.tip.allTo'), value: formatNumber(step.hi) },
              ]
            : []),
        ],
        ring: { x: at.x, y: toPixelY(plot, step.y) },
      }
    );
  };
  const hover = pointer.value && hoverAt(pointer.value);
  return (
    <Panel {...panel}>
      <ValueSurface
        label={t('charts.onStaircase')}
        frame={frame}
        plot={plot}
        onHover={(at) => {
          pointer.value = at;
        }}
      />
      <TransferLight line={frame.number_line} plot={plot} />
      {hover && <span class="chart-rule" style={{ left: `${hover.at.x}px`, top: `${plot.top}px`, height: `${plot.height}px` }} />}
      <Tip hover={hover} plot={plot} />
    </Panel>
  );
};
