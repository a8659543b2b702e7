/**
 * A table of any number of tensors: only the visible rows are rendered, but assistive technology knows of all, and keys
 * reach each. The columns are given.
 */
import { useComputed, useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TensorInfo } from '../../engine/wasm';
import { compareKeys, SortableHead, type SortKey } from '../../ui/sortable';

/** A tensor of the listing, with its index there. */
export type Row = { place: number; info: TensorInfo };

export type Column = {
  key: string;
  words: string;
  /** A longer description of the column. */
  title?: string;
  /** A CSS width; of the first column, which takes the rest, the minimum. */
  width: string;
  cell: (row: Row) => ComponentChildren;
  /** The sort key of a row; the table cannot be sorted by a column without it. */
  sortKey?: (row: Row) => SortKey;
  /** Whether the first click sorts in descending order. */
  largeFirst?: boolean;
  isNumber?: boolean;
  /** Whether phones leave it out, because the first column says it. */
  isDetail?: boolean;
};

/** The column sorted by, and the direction; nothing for the order of the files. */
export type Order = { key: string; ascending: boolean } | undefined;

/** Rows rendered above and below the visible ones, so that scrolling shows no gap. */
const SPARE = 12;

/** The height of a row in CSS pixels, before one has been measured. */
const ROW = 32;

export const sortRows = (rows: readonly Row[], columns: readonly Column[], order: Order): readonly Row[] => {
  const key = columns.find((column) => column.key === order?.key)?.sortKey;
  if (!key || !order) return rows;
  const keyed = rows.map((row) => ({ row, by: key(row) }));
  keyed.sort((a, b) => compareKeys(a.by, b.by, order.ascending));
  return keyed.map(({ row }) => row);
};

const Head = ({ column, order }: { column: Column; order: Signal<Order> }) => {
  const { key, words, title, sortKey, largeFirst, isNumber, isDetail } = column;
  const by = order.value?.key === key ? order.value : undefined;
  const kind = [isNumber && 'is-number', isDetail && 'is-detail'].filter(Boolean).join(' ');
  return sortKey ? (
    <SortableHead
      words={words}
      title={title}
      class={kind}
      ascending={by?.ascending}
      onSort={() => {
        order.value = { key, ascending: by ? !by.ascending : !largeFirst };
      }}
    />
  ) : (
    <th scope="col" class={kind}>
      <span title={title}>{words}</span>
    </th>
  );
};

type TableProps = {
  label: string;
  rows: readonly Row[];
  columns: readonly Column[];
  order: Signal<Order>;
  /** The index in `rows` of the row that Enter opens. */
  active: Signal<number>;
  onOpen: (row: Row) => void;
  /** Called for a key that types a character: the search takes it. */
  onType: () => void;
};

const rowId = (place: number): string => `tensor-${place}`;

export const TensorTable = ({ label, rows, columns, order, active, onOpen, onType }: TableProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const top = useSignal(0);
  const seen = useSignal(600);
  const rowHeight = useSignal(ROW);
  const first = useComputed(() => Math.max(0, Math.floor(top.value / rowHeight.value) - SPARE)).value;
  const last = Math.min(rows.length, Math.ceil((top.value + seen.value) / rowHeight.value) + SPARE);

  const headHeight = (): number => grid.current?.tHead?.offsetHeight ?? 0;
  useLayoutEffect(() => {
    const measure = (): void => {
      seen.value = scroller.current?.clientHeight ?? seen.value;
      rowHeight.value = grid.current?.tBodies[0]?.rows[0]?.offsetHeight || rowHeight.value;
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [rows.length > 0]);

  const goTo = (to: number): void => {
    const box = scroller.current;
    if (!box || rows.length === 0) return;
    active.value = Math.max(0, Math.min(rows.length - 1, to));
    const at = active.value * rowHeight.value;
    const room = box.clientHeight - headHeight() - rowHeight.value;
    if (at < box.scrollTop) box.scrollTop = at;
    else if (at > box.scrollTop + room) box.scrollTop = at - room;
    top.value = box.scrollTop;
  };

  const takeKey = (event: KeyboardEvent): void => {
    if (event.target !== grid.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((seen.value - headHeight()) / rowHeight.value) - 1);
    const now = active.value;
    const targets: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = targets[event.key];
    const row = rows[now];
    if (to !== undefined) goTo(to);
    else if (event.key === 'Enter' && row) onOpen(row);
    else if (event.key.length === 1) return onType();
    else return;
    event.preventDefault();
  };

  const current = rows[active.value];
  return (
    <div
      ref={scroller}
      class="tensor-scroll"
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
      }}
    >
      {/* The box is as tall as all rows; the table is shifted by those above that are not rendered. */}
      <div style={{ height: `calc(${rows.length * rowHeight.value}px + var(--head))` }}>
        <table
          ref={grid}
          role="grid"
          aria-label={label}
          aria-rowcount={rows.length + 1}
          aria-colcount={columns.length}
          tabIndex={0}
          style={{ marginTop: `${first * rowHeight.value}px`, '--least': columns.map(({ width }) => width).join(' + ') }}
          {...(current && { 'aria-activedescendant': rowId(current.place) })}
          onKeyDown={takeKey}
        >
          <colgroup>
            {columns.map(({ key, width, isDetail }, i) => (
              <col key={key} class={isDetail ? 'is-detail' : undefined} style={{ width: i === 0 ? 'auto' : width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <Head key={column.key} column={column} order={order} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(first, last).map((row, i) => (
              <tr
                key={row.place}
                id={rowId(row.place)}
                aria-rowindex={first + i + 2}
                aria-selected={first + i === active.value}
                aria-disabled={row.info.unread !== undefined}
                onClick={() => {
                  active.value = first + i;
                  onOpen(row);
                }}
              >
                {columns.map(({ key, cell, isNumber, isDetail }, column) =>
                  column === 0 ? (
                    <th scope="row" key={key}>
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={key} class={[isNumber && 'is-number', isDetail && 'is-detail'].filter(Boolean).join(' ')}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
};
