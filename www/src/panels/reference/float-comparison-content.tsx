/**
 * Quantized tensors compared with the floats they were made from: a table of all pairs, and the details of one pair.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../i18n';
import type { Pair } from '../../state/files/float-comparison';
import { comparisons } from '../../state/files/tools';
import { formatNumber, opened, state, tensorOf } from '../../state/store';
import { DialogHead } from '../../ui/dialog';
import { NONE, decibel, percent, whole } from '../../engine/numbers';
import { save } from '../../ui/save';
import { Closeup } from './closeup';
import { pairsCsv } from './csv';
import { TensorTable, type Column, type Order, type Row, sortRows } from '../files/tensor-table';
import '../files/tensor-list.css';
import './float-comparison.css';

const floatOf = ({ info: { pair } }: Row) => (pair === undefined ? undefined : opened.peek()?.tensors[pair]);

const bitsOf = ({ info: { bytes, values } }: Row): number => (bytes * 8) / values;

const metricsOf = ({ place }: Row) => {
  const outcome = comparisons.outcomes.value.get(place);
  return outcome && 'comparison' in outcome ? outcome.comparison.metrics : undefined;
};

const sqnrOf = (row: Row): string => {
  const outcome = comparisons.outcomes.value.get(row.place);
  if (!outcome) return '…';
  if ('fault' in outcome) return t('against.notCompared');
  const { sqnr_db: db } = outcome.comparison.metrics;
  return db === undefined ? NONE : Number.isFinite(db) ? decibel(db) : t('against.exact');
};

/** The text below the name on phones. */
const detailOf = (row: Row): string =>
  t('against.detail', { stored: row.info.dtype, float: floatOf(row)?.dtype ?? '', bits: formatNumber(bitsOf(row)) });

const columnsNow = (): Column[] => [
  {
    key: 'name',
    words: t('against.column.name'),
    width: 'auto',
    sortKey: ({ info }) => info.name,
    cell: (row) => (
      <>
        <span class="tensor-name" title={row.info.name}>
          {row.info.name}
        </span>
        <span class="tensor-detail">{detailOf(row)}</span>
      </>
    ),
  },
  {
    key: 'dtype',
    words: t('against.column.type'),
    width: '6rem',
    isDetail: true,
    sortKey: ({ info }) => info.dtype,
    cell: ({ info }) => info.dtype,
  },
  {
    key: 'float',
    words: t('against.column.float'),
    width: '5rem',
    isDetail: true,
    sortKey: (row) => floatOf(row)?.dtype,
    cell: (row) => floatOf(row)?.dtype,
  },
  {
    key: 'bits',
    words: t('against.column.bits'),
    width: '7rem',
    isNumber: true,
    isDetail: true,
    sortKey: bitsOf,
    cell: (row) => formatNumber(bitsOf(row)),
  },
  { key: 'sqnr', words: 'SQNR', width: '6.5rem', isNumber: true, sortKey: (row) => metricsOf(row)?.sqnr_db, cell: sqnrOf },
  {
    key: 'relative',
    words: t('against.column.relative'),
    width: '8rem',
    isNumber: true,
    isDetail: true,
    largeFirst: true,
    sortKey: (row) => metricsOf(row)?.relative_frobenius,
    cell: (row) => {
      const relative = metricsOf(row)?.relative_frobenius;
      return relative === undefined ? '' : percent(relative);
    },
  },
  {
    key: 'worst',
    words: t('against.column.worst'),
    width: '8rem',
    isNumber: true,
    isDetail: true,
    largeFirst: true,
    sortKey: (row) => metricsOf(row)?.max_abs,
    cell: (row) => {
      const worst = metricsOf(row)?.max_abs;
      return worst === undefined ? '' : formatNumber(worst);
    },
  },
];

const Progress = () => {
  const [done, count] = [comparisons.outcomes.value.size, comparisons.pairs.value.length];
  return (
    <div class="float-comparison-progress">
      <progress aria-label={t('against.progress')} value={done} max={Math.max(count, 1)} />
      <span class="hint" role="status">
        {t('against.compared', { done: whole(done), all: whole(count) })}
      </span>
      <button
        type="button"
        disabled={!comparisons.isComparing.value && done === count}
        onClick={() => (comparisons.isComparing.value ? comparisons.stop() : void comparisons.compareAll())}
      >
        {comparisons.isComparing.value ? t('against.stop') : t('against.compareAll')}
      </button>
      <button type="button" disabled={done === 0} onClick={() => save(pairsCsv(), 'quantscope-against.csv')}>
        CSV
      </button>
    </div>
  );
};

const All = () => {
  const order = useSignal<Order>(undefined);
  const active = useSignal(0);
  const columns = useComputed(columnsNow);
  const rows = useComputed(() => {
    const listed = comparisons.pairs.value.flatMap(({ stored }): Row[] => {
      const info = opened.value?.tensors[stored];
      return info ? [{ place: stored, info }] : [];
    });
    // Sorted again as results come in.
    void comparisons.outcomes.value;
    return sortRows(listed, columns.value, order.value);
  });
  const closely = ({ place, info: { pair } }: Row): void => {
    if (pair !== undefined) void comparisons.lookAt({ stored: place, float: pair });
  };
  return (
    <>
      <Progress />
      <TensorTable
        label={t('against.table')}
        rows={rows.value}
        columns={columns.value}
        order={order}
        active={active}
        onOpen={closely}
        onType={() => {}}
      />
      <p class="hint tensors-foot">{t('against.hint')}</p>
    </>
  );
};

/** The pair of the tensor on show. */
const pairOnShow = (): Pair | undefined => {
  const info = tensorOf(state.peek().source);
  const stored = info ? (opened.peek()?.tensors.indexOf(info) ?? -1) : -1;
  return info?.pair === undefined || stored < 0 ? undefined : { stored, float: info.pair };
};

export const FloatComparisonContent = ({ close }: { close: () => void }) => {
  useEffect(() => {
    const pair = pairOnShow();
    if (pair) void comparisons.lookAt(pair);
    return () => {
      comparisons.lookAway();
      comparisons.stop();
    };
  }, []);
  const now = comparisons.closeup.value;
  return (
    <>
      <DialogHead title={t('against.title')} close={close}>
        {now && (
          <button type="button" onClick={comparisons.lookAway}>
            {t('against.allPairs', { n: whole(comparisons.pairs.value.length) })}
          </button>
        )}
      </DialogHead>
      {now ? <Closeup now={now} close={close} /> : <All />}
    </>
  );
};
