/**
 * Lines of cells as CSV.
 */
type Cell = string | number | undefined;

const written = (value: Cell): string => {
  const text = value === undefined ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Lines of cells as a CSV file. A cell without a value is empty; texts are quoted where they must be. */
export const csv = (lines: readonly (readonly Cell[])[]): Blob =>
  new Blob([lines.map((line) => `${line.map(written).join(',')}\n`).join('')], { type: 'text/csv' });
