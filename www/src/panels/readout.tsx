/**
 * The numbers beside the charts: of the slice in focus and, where there are several, of the whole tensor.
 */
import type { Metrics, Readout as Model } from '../engine/wasm';
import { formatNumber, shown } from '../state/store';
import { bytes, decibel, percent, range, whole } from '../ui/numbers';
import { Term } from '../ui/term';
import type { TermKey } from './terms';

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

const gridOf = (r: Model): readonly { term: TermKey; words: string; cell: Cell }[] => [
  { term: 'scale', words: 'Scale', cell: number(r.scale) },
  { term: 'zero', words: 'Zero point', cell: r.zero_point !== undefined && Number.isInteger(r.zero_point) ? { text: whole(r.zero_point) } : number(r.zero_point) },
  { term: 'codes', words: 'Codes', cell: { text: `${r.lowest} to ${r.highest}` } },
  { term: 'range', words: 'Range', cell: { text: range(r.range), exact: `${r.range.lo} to ${r.range.hi}` } },
  { term: 'levels', words: 'Levels used', cell: { text: `${whole(r.levels_used)} of ${whole(r.levels_total)}` } },
];

const Row = ({ term, words, cells, wide }: { term: TermKey; words: string; cells: readonly Cell[]; wide?: boolean }) => (
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
          <Row key={line.term} {...line} cells={several ? [of(r.slice_metrics), of(r.metrics)] : [of(r.metrics)]} />
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

export const Readout = () => {
  const now = shown.value;
  return (
    <section class="readout" aria-label="Readout">
      {now && <Table r={now.frame.readout} />}
    </section>
  );
};
