/**
 * The rows of the tables of numbers: a term, and its values.
 */
import { useMemo } from 'preact/hooks';
import type { TermKey } from '../../i18n/term-titles';
import { Term } from '../../ui/term';

/** A value as the table shows it, and with all digits for its tooltip. */
export type Cell = { text: string; exact?: string };

type RowProps = { term: TermKey; words: string; cells: readonly Cell[]; wide?: boolean };

const Cells = ({ term, words, cells, wide }: RowProps) => (
  <tr data-term={term}>
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

/** A row of the table, memoized: a change of one setting leaves many as they are. */
export const Row = (props: RowProps) => {
  const { term, words, cells, wide } = props;
  return useMemo(() => <Cells {...props} />, [term, words, wide, ...cells.flatMap(({ text, exact }) => [text, exact])]);
};
