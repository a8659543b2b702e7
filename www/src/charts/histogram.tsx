/**
 * How many values lie where, and how many each level got. The range is dragged here too.
 */
import { useComputed, useSignal } from '@preact/signals';
import type { Plot } from '../engine/wasm';
import { t } from '../i18n';
import { change, formatNumber, shown, state } from '../state/store';
import { range } from '../ui/numbers';
import { type Point } from './geometry';
import { binAt, nearestLevel } from './hit';
import { Panel } from './panel';
import { RangeHandles } from './range-handles';
import { codeName } from './selection';
import { type Hover, Tip, type TipRow } from './tip';
import { ValueSurface } from './value-surface';

const LogScale = () => (
  <label class="check">
    <input
      type="checkbox"
      checked={useComputed(() => state.value.view.log_counts).value}
      onChange={(event) => change({ view: { log_counts: event.currentTarget.checked } })}
    />
    <span>{t('charts.logarithmic')}</span>
  </label>
);

export const HistogramPanel = () => {
  const plots = useSignal<Plot[]>([]);
  const hover = useSignal<Hover | undefined>(undefined);
  const frame = shown.value?.frame;
  const histogram = frame?.histogram;
  const plot = plots.value[0];
  const panel = { chart: 'histogram', words: histogram?.words, table: histogram?.table, plots, tools: <LogScale /> } as const;
  if (!frame || !histogram || !plot) return <Panel {...panel} />;

  const look = (at: Point | undefined): void => {
    const bin = at && binAt(histogram, plot, at.x);
    const level = at && nearestLevel(histogram.levels, plot, at.x, 12);
    const found: TipRow[] = [];
    if (bin) found.push({ label: range(bin), value: String(bin.count), kind: 'original' });
    if (level) found.push({ label: t('charts.tip.levelAt', { code: codeName(level.code), at: formatNumber(level.at) }), value: String(level.count), kind: 'dequantized' });
    hover.value = at && found.length > 0 ? { at, title: t('charts.tip.values'), rows: found } : undefined;
  };
  return (
    <Panel {...panel}>
      <ValueSurface label={t('charts.inHistogram')} frame={frame} plot={plot} onHover={look} />
      {histogram.clip && <RangeHandles plot={plot} clip={histogram.clip} mirrored={histogram.handles_mirrored} ownsWindow={false} />}
      <Tip hover={hover.value} plot={plot} />
    </Panel>
  );
};
