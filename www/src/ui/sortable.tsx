/**
 * Tables that are sorted by a column: the order of two keys, and the head that sorts.
 */

/** The key of a row; nothing where it has no such number. */
export type SortKey = number | string | undefined;

/** For `sort`: rows without a key come last in both directions. */
export const compareKeys = (a: SortKey, b: SortKey, ascending: boolean): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (a === b) return 0;
  return a < b === ascending ? -1 : 1;
};

type Props = {
  words: string;
  /** A longer description of the numbers. */
  title?: string | undefined;
  class?: string;
  /** Whether the table is sorted by this column, and which way; nothing if it is sorted by another. */
  ascending: boolean | undefined;
  onSort: () => void;
};

/** The head of a column that can be sorted by: a button with an arrow. */
export const SortableHead = ({ words, title, class: kind, ascending, onSort }: Props) => (
  <th scope="col" class={kind} aria-sort={ascending === undefined ? 'none' : ascending ? 'ascending' : 'descending'}>
    <button type="button" title={title} onClick={onSort}>
      {words}
      <span aria-hidden="true">{ascending === undefined ? '' : ascending ? ' ↑' : ' ↓'}</span>
    </button>
  </th>
);
