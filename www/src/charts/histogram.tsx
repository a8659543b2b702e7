/**
 * The histogram: counts of the original values above the axis, of the levels below it. The range can be dragged here too.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Plot } from '../engine/wasm';
import { t } from '../i18n';
import { HearButton, ListenLine, useListening } from '../sound/listen';
import { type Counted, histogramPoints } from '../sound/points';
import { atHand, change, formatNumber, formatWhole, shown, state } from '../state/store';
import { range } from '../engine/numbers';
import { usePointing } from '../state/hovered';
import { alongOf } from './geometry/along';
import { type Point } from './geometry/geometry';
import { binAt, nearestLevel } from './geometry/hit';
import { Panel } from './frame/panel';
import { RangeHandles } from './handles/range-handles';
import { codeName } from './selection/selection';
import { HistogramLight } from './selection/plot-lights';
import { type Hover, Tip, type TipRow } from './frame/tip';
import { ValueSurface } from './handles/value-surface';

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

/** The words of a bin or a level, for those who listen to the histogram. */
const heard = ({ of, tick }: Counted): string => {
  if ('bin' in of) {
    const { lo, hi, count } = of.bin;
    return t(tick ? 'sound.binZero' : 'sound.bin', { lo: formatNumber(lo), hi: formatNumber(hi), count, n: formatWhole(count) });
  }
  const { at, code, count } = of.level;
  return t(tick ? 'sound.levelZero' : 'sound.level', { at: formatNumber(at), code: codeName(code), count, n: formatWhole(count) });
};

export const HistogramPanel = () => {
  const plots = useSignal<Plot[]>([]);
  const pointer = useSignal<Point | undefined>(undefined);
  const frame = atHand.value?.frame;
  const histogram = frame?.histogram;
  const told = shown.value?.frame.histogram;
  const ear = useListening();
  const points = useMemo(() => histogram && histogramPoints(histogram), [histogram]);
  const plot = plots.value[0];
  const levelUnder = pointer.value && histogram && plot ? nearestLevel(histogram.levels, alongOf(plot, false), pointer.value.x, 12) : undefined;
  usePointing(levelUnder && { kind: 'level', code: levelUnder.code, at: levelUnder.at });
  const panel = { chart: 'histogram', words: told?.words, table: told?.table, plots } as const;
  const tools = (
    <>
      <LogScale />
      <HearButton ear={ear} chart="histogram" />
    </>
  );
  if (!frame || !histogram || !points || !plot) return <Panel {...panel} tools={tools} />;

  const along = alongOf(plot, false);
  const hover = (at: Point): Hover | undefined => {
    const bin = binAt(histogram, plot, at.x);
    const level = levelUnder;
    const found: TipRow[] = [];
    if (bin) found.push({ label: range(bin), value: String(bin.count), kind: 'original' });
    if (level)
      found.push({
        label: t('charts.tip.levelAt', { code: codeName(level.code), at: formatNumber(level.at) }),
        value: String(level.count),
        kind: 'dequantized',
      });
    return found.length > 0 ? { at, title: t('charts.tip.values'), rows: found } : undefined;
  };
  const sounding = ear.isOn.value && ear.at.value !== undefined ? points[ear.at.value] : undefined;
  return (
    <Panel
      {...panel}
      tools={tools}
      foot={
        ear.isOn.value && (
          <ListenLine
            ear={ear}
            chart="histogram"
            points={points}
            wordsOf={(i) => {
              const point = points[i];
              return point ? heard(point) : '';
            }}
          />
        )
      }
    >
      <ValueSurface
        label={t('charts.inHistogram')}
        frame={frame}
        plot={plot}
        onHover={(at) => {
          pointer.value = at;
        }}
      />
      <HistogramLight line={frame.number_line} plot={plot} />
      {histogram.clip && (
        <RangeHandles
          chart="histogram"
          along={along}
          stem={plot}
          tabs={plot.top}
          clip={histogram.clip}
          mirrored={histogram.handles_mirrored}
          ownsWindow={false}
        />
      )}
      {sounding && (
        <span class="chart-rule" style={{ left: `${plot.left + sounding.place * plot.width}px`, top: `${plot.top}px`, height: `${plot.height}px` }} />
      )}
      <Tip hover={pointer.value && hover(pointer.value)} plot={plot} />
    </Panel>
  );
};
