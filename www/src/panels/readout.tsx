/**
 * The numbers beside the charts: of the slice in focus and, where there are several, of the whole tensor. More of
 * them are computed only while they are looked at.
 */
import { Fragment } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { ErrorShares, Metrics, MoreMeasures, Readout as Model } from '../engine/wasm';
import { formatNumber, makeRoom, shown } from '../state/store';
import { bytes, decibel, percent, range, whole } from '../ui/numbers';
import { Term } from '../ui/term';
import { Summary } from './summary';
import type { TermKey } from './term-titles';

const NONE = '—';

/** A value as it stands in the table, and with all its digits for those who hover. */
type Cell = { text: string; exact?: string };

const number = (value: number | undefined): Cell =>
  value === undefined ? { text: NONE } : { text: formatNumber(value), exact: String(value) };
const share = (value: number): Cell => ({ text: percent(value), exact: String(value) });

type Line = { term: TermKey; words: string; of: (metrics: Metrics) => Cell };

const METRICS: readonly Line[] = [
  { term: 'sqnr', words: 'SQNR', of: ({ sqnr_db: db }) => (db === undefined ? { text: NONE } : { text: decibel(db), exact: String(db) }) },
  { term: 'mse', words: 'MSE', of: ({ mse }) => number(mse) },
  { term: 'clipped', words: 'Clipped', of: ({ share_clipped: clipped }) => share(clipped) },
  { term: 'zeroed', words: 'Rounded to 0', of: ({ share_zeroed: zeroed }) => share(zeroed) },
  { term: 'mae', words: 'MAE', of: ({ mae }) => number(mae) },
  { term: 'worst', words: 'Largest error', of: ({ max_abs: worst }) => number(worst) },
  { term: 'cosine', words: 'Cosine', of: ({ cosine }) => number(cosine) },
  {
    term: 'relative',
    words: 'Relative error',
    of: ({ relative_frobenius: relative }) => (relative === undefined ? { text: NONE } : share(relative)),
  },
];

/** What theory expects the SQNR to be, of the slice in focus. */
const theory = ({ theory: expected }: Model): Cell =>
  expected ? { text: decibel(expected.sqnr_db), exact: expected.words } : { text: NONE };

const gridOf = (r: Model): readonly { term: TermKey; words: string; cell: Cell }[] => [
  { term: 'scale', words: 'Scale', cell: number(r.scale) },
  { term: 'zero', words: 'Zero point', cell: r.zero_point !== undefined && Number.isInteger(r.zero_point) ? { text: whole(r.zero_point) } : number(r.zero_point) },
  { term: 'codes', words: 'Codes', cell: { text: `${r.lowest} to ${r.highest}` } },
  { term: 'range', words: 'Range', cell: { text: range(r.range), exact: `${r.range.lo} to ${r.range.hi}` } },
  { term: 'levels', words: 'Levels used', cell: { text: `${whole(r.levels_used)} of ${whole(r.levels_total)}` } },
];

type RowProps = { term: TermKey; words: string; cells: readonly Cell[]; wide?: boolean };

const Cells = ({ term, words, cells, wide }: RowProps) => (
  <tr>
    <th scope="row">
      <Term of={term} words={words} />
    </th>
    {cells.map(({ text, exact }, i) => (
      <td key={i} title={exact} colSpan={wide ? 2 : 1}>
        {text}
      </td>
    ))}
  </tr>
);

/** A line of the table. Many stay as they are while one setting changes. */
const Row = (props: RowProps) => {
  const { term, words, cells, wide } = props;
  return useMemo(() => <Cells {...props} />, [term, words, wide, ...cells.flatMap(({ text, exact }) => [text, exact])]);
};

const Table = ({ r }: { r: Model }) => {
  const several = r.slices > 1;
  return (
    <table>
      <caption>
        Readout {several && <span class="readout-slice">{r.slice_name}</span>}
      </caption>
      <tbody>
        {gridOf(r).map(({ cell, ...line }) => (
          <Row key={line.term} {...line} cells={[cell]} wide={several} />
        ))}
      </tbody>
      <tbody>
        {several && (
          <tr>
            <td />
            <th scope="col">this slice</th>
            <th scope="col">all</th>
          </tr>
        )}
        {METRICS.map(({ of, ...line }) => (
          <Fragment key={line.term}>
            <Row {...line} cells={several ? [of(r.slice_metrics), of(r.metrics)] : [of(r.metrics)]} />
            {line.term === 'sqnr' && <Row term="theory" words="Theory" cells={several ? [theory(r), { text: NONE }] : [theory(r)]} />}
          </Fragment>
        ))}
        <Row
          term="size"
          words="Size"
          wide={several}
          cells={[
            {
              text: `${bytes(r.size.original)} → ${bytes(r.size.codes)} + ${bytes(r.size.scales)}`,
              exact: `${r.size.original} bytes as 32-bit floats become ${r.size.codes} bytes of codes and ${r.size.scales} bytes of ${r.size.beside}`,
            },
          ]}
        />
        <Row
          term="size"
          words={`with ${r.size.beside.split(' ', 1).join('')}`}
          wide={several}
          cells={[
            {
              text: `${formatNumber(r.size.ratio)}×, ${formatNumber(r.size.bits_per_value)} bits a value`,
              exact: `${r.size.ratio} times smaller, ${r.size.bits_per_value} bits a value`,
            },
          ]}
        />
      </tbody>
    </table>
  );
};

const ORDINALS = ['smallest', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'largest'] as const;

/** Ten bars: the tenths of the values from the smallest magnitudes to the largest. */
const Shares = ({ deciles }: Pick<ErrorShares, 'deciles'>) => {
  const most = Math.max(...deciles);
  return (
    <>
      <ol class="shares">
        {ORDINALS.map((which, i) => {
          const part = deciles[i] ?? 0;
          const words = `${which} tenth of the magnitudes: ${percent(Math.max(part, 0))}`;
          return (
            <li key={which} title={words}>
              <span class="shares-bar" style={{ height: `${(100 * part) / most}%` }} />
              <span class="hidden-words">{words}</span>
            </li>
          );
        })}
      </ol>
      <p class="shares-axis" aria-hidden="true">
        <span>small |x|</span>
        <span>share of Σe²</span>
        <span>large |x|</span>
      </p>
    </>
  );
};

const Measures = ({ more, r }: { more: MoreMeasures; r: Model }) => (
  <>
    <p>{more.words}</p>
    {more.shares && <Shares deciles={more.shares.deciles} />}
    <p title={String(more.divergence)}>
      KL divergence of the two distributions, in {whole(more.bins)} bins: {formatNumber(more.divergence)} nats.
    </p>
    {r.theory && <p>{r.theory.words}</p>}
  </>
);

const More = ({ r }: { r: Model }) => {
  useEffect(() => () => makeRoom({ measures: false }), []);
  return (
    <details class="readout-more" onToggle={(event) => makeRoom({ measures: event.currentTarget.open })}>
      <summary>More measures</summary>
      {r.more && <Measures more={r.more} r={r} />}
    </details>
  );
};

export const Readout = () => {
  const now = shown.value;
  return (
    <section class="readout" aria-label="Readout">
      <Summary of="readout" />
      {now && <Table r={now.frame.readout} />}
      {now && <More r={now.frame.readout} />}
    </section>
  );
};
