/**
 * The clipping curve: rounding error, clipping error and their sum for each candidate threshold. A click sets the range to
 * that threshold.
 */
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { ClippingCurve, ClippingCurvePoint, Plot } from '../engine/wasm';
import { t } from '../i18n';
import { HearButton, ListenLine, useListening } from '../sound/listen';
import { clippingPoints } from '../sound/points';
import { outputsCurve } from '../state/analysis/outputs-curve';
import { change, formatNumber, shown } from '../state/store';
import { range } from '../engine/numbers';
import { clamp, type Point, toPixelX, toPixelY } from './geometry/geometry';
import { nearestCandidate } from './geometry/hit';
import { Panel } from './frame/panel';
import { direction } from './selection/selection';
import { Surface } from './frame/surface';
import { OutputsCurveLine } from './outputs-curve';
import { Tip, type TipRow } from './frame/tip';

const rows = ({ lo, hi, rounding, clipping, total }: ClippingCurvePoint): TipRow[] => [
  { label: t('charts.tip.range'), value: range({ lo, hi }) },
  { label: t('charts.tip.rounding'), value: formatNumber(rounding) },
  { label: t('charts.tip.clipping'), value: formatNumber(clipping) },
  { label: t('charts.tip.mse'), value: formatNumber(total), kind: 'error' },
];

const words = ({ lo, hi, total }: ClippingCurvePoint): string =>
  t('charts.threshold', { lo: formatNumber(lo), hi: formatNumber(hi), total: formatNumber(total) });

/** The words of a point, for those who listen to the curve. */
const heard = ({ best }: ClippingCurve, points: readonly ClippingCurvePoint[], i: number): string => {
  const point = points[i];
  if (!point) return '';
  const values = { lo: formatNumber(point.lo), hi: formatNumber(point.hi), error: formatNumber(point.total) };
  return i === best ? t('sound.rangeLeast', values) : t('sound.range', values);
};

const take = ({ lo, hi }: ClippingCurvePoint): void => change({ settings: { range: 'clip', clip_lo: lo, clip_hi: hi } });

/** The index of the candidate nearest to the range on show. */
const here = ({ current }: ClippingCurve, points: readonly ClippingCurvePoint[]): number => {
  const distance = (p: ClippingCurvePoint): number => Math.abs(p.threshold - (current?.threshold ?? Infinity));
  return points.reduce((best, point, i) => (distance(point) < distance(points[best] ?? point) ? i : best), 0);
};

const errorHeight = (plot: Plot, total: number): number => clamp(toPixelY(plot, total), plot.top, plot.top + plot.height);

export const ClippingCurvePanel = () => {
  const plots = useSignal<Plot[]>([]);
  /** The candidate that the pointer or the keys are at. */
  const probe = useSignal<{ i: number; at?: Point } | undefined>(undefined);
  const now = shown.value;
  const curve = now?.frame.clipping_curve;
  const candidates = useMemo(() => now?.painter.clippingPoints() ?? [], [now]);
  const ear = useListening();
  const points = useMemo(() => curve && clippingPoints(curve, candidates), [curve, candidates]);
  const plot = plots.value[0];
  const outputs = outputsCurve.value;
  const sentences = outputs && curve ? `${outputs.words} ${curve.words}` : curve?.words;
  const panel = { chart: 'bench', words: sentences, table: curve?.table, plots } as const;
  if (!curve || candidates.length === 0) return <Panel {...panel} />;
  const tools = (
    <div class="panel-buttons">
      <button type="button" onClick={() => change({ settings: { range: 'mse' } })}>
        {t('charts.takeMinimum')}
      </button>
      <HearButton ear={ear} chart="bench" />
    </div>
  );
  if (!plot) return <Panel {...panel} tools={tools} />;

  const at = probe.value?.i ?? here(curve, candidates);
  const point = candidates[at];
  const look = (i: number | undefined, where?: Point): void => {
    probe.value = i === undefined ? undefined : { i, ...(where && { at: where }) };
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const by = direction(event);
    if (by) look(clamp(at + by * (event.shiftKey ? 10 : 1), 0, candidates.length - 1));
    else if (event.key === 'Home') look(0);
    else if (event.key === 'End') look(candidates.length - 1);
    else if ((event.key === 'Enter' || event.key === ' ') && point) take(point);
    else if (event.key === 'Escape' && probe.value) look(undefined);
    else return false;
    return true;
  };
  const shownPoint = probe.value && point;
  const sounding = ear.isOn.value && ear.at.value !== undefined ? candidates[ear.at.value] : undefined;
  const spot = shownPoint && { x: toPixelX(plot, shownPoint.threshold), y: errorHeight(plot, shownPoint.total) };
  return (
    <Panel
      {...panel}
      tools={tools}
      foot={ear.isOn.value && points && <ListenLine ear={ear} chart="bench" points={points} wordsOf={(i) => heard(curve, candidates, i)} />}
    >
      <Surface
        label={t('charts.onBench')}
        valueText={point ? words(point) : ''}
        value={at}
        count={candidates.length}
        onKey={onKey}
        onHover={(where) => look(where && nearestCandidate(candidates, plot, where.x), where)}
        onClick={({ x }) => {
          const i = nearestCandidate(candidates, plot, x);
          const chosen = i === undefined ? undefined : candidates[i];
          if (chosen) take(chosen);
        }}
        cursor="pointer"
      />
      <OutputsCurveLine plot={plot} />
      {sounding && (
        <span class="chart-rule" style={{ left: `${toPixelX(plot, sounding.threshold)}px`, top: `${plot.top}px`, height: `${plot.height}px` }} />
      )}
      {spot && <span class="chart-rule" style={{ left: `${spot.x}px`, top: `${plot.top}px`, height: `${plot.height}px` }} />}
      <Tip hover={shownPoint && spot && { at: probe.value?.at ?? spot, title: '', rows: rows(shownPoint), ring: spot }} plot={plot} />
    </Panel>
  );
};
