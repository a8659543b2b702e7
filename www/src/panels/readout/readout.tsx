/**
 * The numbers beside the charts: of the slice in focus and, if there are several slices, of the whole tensor. Further
 * measures are rendered only while they are expanded.
 */
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ErrorShares, Metrics, MoreMeasures, Readout as Model, Scheme } from '../../engine/wasm';
import { t } from '../../i18n';
import { changeChartSizes, formatNumber, shown, type Shown } from '../../state/store';
import { NONE, bytes, decibel, percent, range, whole } from '../../engine/numbers';
import { Summary } from '../summary';
import { OutputsSection } from './outputs';
import { Row, type Cell } from './rows';

/** The scheme that stores a table of levels instead of scales. */
const STORES_LEVELS: Scheme = 'lloyd-max';

const number = (value: number | undefined): Cell => (value === undefined ? { text: NONE } : { text: formatNumber(value), exact: String(value) });
const share = (value: number): Cell => ({ text: percent(value), exact: String(value) });

type Metric = 'sqnr' | 'mse' | 'clipped' | 'zeroed' | 'mae' | 'worst' | 'cosine' | 'relative';

type Line = { term: Metric; of: (metrics: Metrics) => Cell };

const METRICS: readonly Line[] = [
  { term: 'sqnr', of: ({ sqnr_db: db }) => (db === undefined ? { text: NONE } : { text: decibel(db), exact: String(db) }) },
  { term: 'mse', of: ({ mse }) => number(mse) },
  { term: 'clipped', of: ({ share_clipped: clipped }) => share(clipped) },
  { term: 'zeroed', of: ({ share_zeroed: zeroed }) => share(zeroed) },
  { term: 'mae', of: ({ mae }) => number(mae) },
  { term: 'worst', of: ({ max_abs: worst }) => number(worst) },
  { term: 'cosine', of: ({ cosine }) => number(cosine) },
  {
    term: 'relative',
    of: ({ relative_frobenius: relative }) => (relative === undefined ? { text: NONE } : share(relative)),
  },
];

const fromTo = (low: string | number, high: string | number): string => t('readout.fromTo', { low, high });

/** The SQNR of the slice in focus that theory predicts. */
const theory = ({ theory: expected }: Model): Cell => (expected ? { text: decibel(expected.sqnr_db), exact: expected.words } : { text: NONE });

const gridOf = (r: Model): readonly { term: 'scale' | 'zero' | 'codes' | 'range' | 'levels'; cell: Cell }[] => [
  { term: 'scale', cell: number(r.scale) },
  { term: 'zero', cell: r.zero_point !== undefined && Number.isInteger(r.zero_point) ? { text: whole(r.zero_point) } : number(r.zero_point) },
  { term: 'codes', cell: { text: fromTo(r.lowest, r.highest) } },
  { term: 'range', cell: { text: range(r.range), exact: fromTo(r.range.lo, r.range.hi) } },
  { term: 'levels', cell: { text: t('readout.ofTotal', { used: whole(r.levels_used), total: whole(r.levels_total) }) } },
];

/** The table alone. */
export const ReadoutTable = ({ now: { frame, state } }: { now: Shown }) => {
  const { readout: r } = frame;
  const several = r.slices > 1;
  const { size } = r;
  return (
    <table>
      <caption>
        {t('readout.readout')} {several && <span class="readout-slice">{r.slice_name}</span>}
      </caption>
      <tbody>
        {gridOf(r).map(({ cell, ...line }) => (
          <Row key={line.term} {...line} words={t(`readout.${line.term}`)} cells={[cell]} wide={several} />
        ))}
      </tbody>
      <tbody>
        {several && (
          <tr>
            <td />
            <th scope="col">{t('readout.thisSlice')}</th>
            <th scope="col">{t('readout.all')}</th>
          </tr>
        )}
        {METRICS.map(({ of, ...line }) => (
          <Fragment key={line.term}>
            <Row {...line} words={t(`readout.${line.term}`)} cells={several ? [of(r.slice_metrics), of(r.metrics)] : [of(r.metrics)]} />
            {line.term === 'sqnr' && <Row term="theory" words={t('readout.theory')} cells={several ? [theory(r), { text: NONE }] : [theory(r)]} />}
          </Fragment>
        ))}
        <Row
          term="size"
          words={t('readout.size')}
          wide={several}
          cells={[
            {
              text: `${bytes(size.original)} → ${bytes(size.codes)} + ${bytes(size.scales)}`,
              exact: t('readout.sizeExact', { original: size.original, codes: size.codes, scales: size.scales, beside: size.beside }),
            },
          ]}
        />
        <Row
          term="size"
          words={t(state.settings.scheme === STORES_LEVELS ? 'readout.withLevels' : 'readout.withScales')}
          wide={several}
          cells={[
            {
              text: t('readout.ratio', { ratio: formatNumber(size.ratio), bits: formatNumber(size.bits_per_value) }),
              exact: t('readout.ratioExact', { ratio: size.ratio, bits: size.bits_per_value }),
            },
          ]}
        />
      </tbody>
    </table>
  );
};

const ORDINALS = ['smallest', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'largest'] as const;

/** Ten bars: the share of the error in each tenth of the values, from the smallest magnitudes to the largest. */
const Shares = ({ deciles }: Pick<ErrorShares, 'deciles'>) => {
  const most = Math.max(...deciles);
  return (
    <>
      <ol class="shares">
        {ORDINALS.map((which, i) => {
          const part = deciles[i] ?? 0;
          const words = t(`readout.tenth.${which}`, { share: percent(Math.max(part, 0)) });
          return (
            <li key={which} title={words}>
              <span class="shares-bar" style={{ height: `${(100 * part) / most}%` }} />
              <span class="hidden-words">{words}</span>
            </li>
          );
        })}
      </ol>
      <p class="shares-axis" aria-hidden="true">
        <span>{t('readout.small')}</span>
        <span>{t('readout.share')}</span>
        <span>{t('readout.large')}</span>
      </p>
    </>
  );
};

const Measures = ({ more, r }: { more: MoreMeasures; r: Model }) => (
  <>
    <p>{more.words}</p>
    {more.shares && <Shares deciles={more.shares.deciles} />}
    <p title={String(more.divergence)}>{t('readout.divergence', { bins: whole(more.bins), nats: formatNumber(more.divergence) })}</p>
    {r.theory && <p>{r.theory.words}</p>}
  </>
);

const More = ({ r }: { r: Model }) => {
  useEffect(() => () => changeChartSizes({ measures: false }), []);
  return (
    <details class="readout-more" onToggle={(event) => changeChartSizes({ measures: event.currentTarget.open })}>
      <summary>{t('readout.more')}</summary>
      {r.more && <Measures more={r.more} r={r} />}
    </details>
  );
};

export const Readout = () => {
  const now = shown.value;
  return (
    <section class="readout" data-part="readout" aria-label={t('readout.readout')}>
      <Summary of="readout" />
      {now && <ReadoutTable now={now} />}
      {now && <OutputsSection />}
      {now && <More r={now.frame.readout} />}
    </section>
  );
};
