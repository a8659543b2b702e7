/**
 * Measured ways to quantize: a plot, a sortable table, the progress of measuring. A click takes one.
 */
import { useComputed, useSignal, type Signal } from '@preact/signals';
import { FormatsPicture, pictureOf, spotsOf, useMeasuring } from '../../charts/formats';
import type { FormatsChart } from '../../engine/wasm';
import { t, type WordKey } from '../../i18n';
import type { Measures, Measuring, Way } from '../../state/analysis/measuring';
import { outputs } from '../../state/analysis/outputs';
import { formatDecibel, formatNumber, shown } from '../../state/store';
import { NONE, whole } from '../../engine/numbers';
import { compareKeys, SortableHead, type SortKey } from '../../ui/sortable';

type Column = 'name' | 'bits' | 'sqnr' | 'outputs' | 'mse' | 'worst';

/** A column of measures: its head, which of its ends is the better one, the number of a way and how that is written. */
type Measure = {
  column: Exclude<Column, 'name'>;
  head: () => string;
  best: 'small' | 'large';
  of: (measures: Measures) => number | undefined;
  write: (number: number) => string;
};

const MEASURES: readonly Measure[] = [
  { column: 'bits', head: () => t('formats.column.bits'), best: 'small', of: ({ bits_per_value }) => bits_per_value, write: formatNumber },
  { column: 'sqnr', head: () => 'SQNR', best: 'large', of: ({ metrics }) => metrics.sqnr_db, write: formatDecibel },
  { column: 'outputs', head: () => t('formats.column.outputs'), best: 'large', of: ({ outputs_db }) => outputs_db, write: formatDecibel },
  { column: 'mse', head: () => 'MSE', best: 'small', of: ({ metrics }) => metrics.mse, write: formatNumber },
  { column: 'worst', head: () => t('formats.column.worst'), best: 'small', of: ({ metrics }) => metrics.max_abs, write: formatNumber },
];

/** The columns on show: the outputs have one where the layer has inputs. */
const measuresShown = (): readonly Measure[] => (outputs.value ? MEASURES : MEASURES.filter(({ column }) => column !== 'outputs'));

/** The column sorted by and the direction; without a column, the order of the list. */
type Order = { column: Column | undefined; ascending: boolean };

/** A way that has its measures, or waits for them. */
type Row<W extends Way> = { way: W; measured: Measures | undefined };

/** The sort key of a column; nothing where there is no measure. */
const key = ({ way, measured }: Row<Way>, column: Column): SortKey =>
  column === 'name' ? way.name : measured && MEASURES.find((measure) => measure.column === column)?.of(measured);

/** The sorted list; ways without a measure come last. */
const sorted = <W extends Way>(list: readonly Row<W>[], { column, ascending }: Order): Row<W>[] =>
  column === undefined ? [...list] : [...list].sort((a, b) => compareKeys(key(a, column), key(b, column), ascending));

type ProgressProps<W extends Way> = { of: Measuring<W>; kind: 'formats' | 'granularities' };

/** The progress of measuring, with a button that stops and continues it. `kind` is what the ways are. */
export const Progress = <W extends Way>({ of: { entries, isMeasuring, start, stop }, kind }: ProgressProps<W>) => {
  const list = entries.value;
  const done = list.filter(({ result }) => result).length;
  const left = list.length - done;
  return (
    <div class="wide-dialog-progress">
      <progress aria-label={t(`formats.progress.${kind}`)} value={done} max={Math.max(list.length, 1)} />
      <span role="status">
        {isMeasuring.value
          ? t('formats.measuring', { done: whole(done), all: whole(list.length) })
          : t(`formats.measured.${kind}`, { count: done, n: whole(done) })}
      </span>
      <button type="button" class={isMeasuring.value || left > 0 ? undefined : 'apart'} onClick={() => (isMeasuring.value ? stop() : void start())}>
        {isMeasuring.value ? t('formats.cancel') : t('formats.goOn')}
      </button>
    </div>
  );
};

const Heads = ({ order, noun }: { order: Signal<Order>; noun: string }) => {
  /** The best come first: few bits and small errors, but a large SQNR. */
  const head = (column: Column, words: string, best: Measure['best']) => {
    const ascending = order.value.column === column ? order.value.ascending : undefined;
    const sort = (): void => {
      order.value = { column, ascending: ascending === undefined ? best === 'small' : !ascending };
    };
    return <SortableHead key={column} words={words} ascending={ascending} onSort={sort} />;
  };
  return (
    <tr>
      {head('name', noun, 'small')}
      {measuresShown().map(({ column, head: words, best }) => head(column, words(), best))}
    </tr>
  );
};

const Cells = ({ measured }: { measured: Measures | undefined }) => {
  const shown = measuresShown();
  if (!measured) return <td colSpan={shown.length}>…</td>;
  return (
    <>
      {shown.map(({ column, of, write }) => {
        const number = of(measured);
        return (
          <td key={column} title={number === undefined ? undefined : String(number)}>
            {number === undefined ? NONE : write(number)}
          </td>
        );
      })}
    </>
  );
};

/** The mark of a row, and what it means. */
export type Mark = { sign: string; words: WordKey };

type RowProps<W extends Way> = { row: Row<W>; mark: Mark | undefined; take: string; onTake: (way: W) => void };

const TableRow = <W extends Way>({ row: { way, measured }, mark, take, onTake }: RowProps<W>) => (
  <tr class={mark ? 'strong' : undefined} onClick={() => onTake(way)}>
    <th scope="row">
      <span class="wide-dialog-mark" aria-hidden="true">
        {measured ? (mark?.sign ?? '○') : ''}
      </span>
      <button type="button" title={take}>
        {way.name}
        {mark && <span class="hidden-words">, {t(mark.words)}</span>}
      </button>
    </th>
    <Cells measured={measured} />
  </tr>
);

/** The ways that do not apply to the data, folded away, with the reason of each. */
const Refused = ({ list }: { list: readonly { name: string; why: string }[] }) =>
  list.length === 0 ? null : (
    <details class="wide-dialog-refused">
      <summary>{t('formats.refused', { count: list.length, n: whole(list.length) })}</summary>
      <dl>
        {list.map(({ name, why }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );

type Props<W extends Way> = {
  of: Measuring<W>;
  /** The noun for one way: "Format". */
  noun: string;
  /** The caption of the table. */
  caption: string;
  /** The column that the table is sorted by at first. */
  by?: Column;
  /** The effect of a click, in words. */
  take: string;
  onTake: (way: W) => void;
  /** The marks of rows; without it, those are marked that no other way beats in both bits and SQNR. */
  markOf?: (way: W) => Mark | undefined;
  /** The sentence below the plot. */
  sentenceOf: (picture: FormatsChart) => string;
};

const UNBEATEN: Mark = { sign: '●', words: 'formats.unbeaten' };

export const MeasuredWays = <W extends Way>({ of, noun, caption, by, take, onTake, markOf, sentenceOf }: Props<W>) => {
  const order = useSignal<Order>({ column: by, ascending: true });
  const spots = useComputed(() => spotsOf(of.entries.value));
  const picture = useComputed(() => {
    const now = shown.value?.frame.readout;
    return pictureOf(spots.value, now?.size.bits_per_value, now?.metrics.sqnr_db);
  });
  const front = new Set([...picture.value.front()].map((i) => spots.value[i]?.way));
  const marked = markOf ?? ((way: W) => (front.has(way) ? UNBEATEN : undefined));
  useMeasuring(of);
  const list = of.entries.value;
  const refused = list.flatMap(({ way, result }) => (result && 'rejected' in result ? [{ name: way.name, why: result.rejected }] : []));
  const rows = list.flatMap(({ way, result }): Row<W>[] =>
    result && 'rejected' in result ? [] : [{ way, measured: result && 'measured' in result ? result.measured : undefined }],
  );
  return (
    <div class="wide-dialog-body">
      <FormatsPicture picture={picture} spots={spots.value} noun={noun} sentenceOf={sentenceOf} onTake={onTake} />
      <div class="wide-dialog-table" role="region" aria-label={t('formats.table', { caption })} tabIndex={0}>
        <table>
          <caption class="hidden-words">{caption}</caption>
          <thead>
            <Heads order={order} noun={noun} />
          </thead>
          <tbody>
            {sorted(rows, order.value).map((row) => (
              <TableRow key={row.way.name} row={row} mark={marked(row.way)} take={take} onTake={onTake} />
            ))}
          </tbody>
        </table>
        <Refused list={refused} />
      </div>
    </div>
  );
};
