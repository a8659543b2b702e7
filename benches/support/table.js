/**
 * Markdown tables and the numbers in them.
 */

/** Three significant digits, so that a digit that the next run would change is not shown. Nothing for nothing. */
export const digits = (value, unit = '') => {
  if (value === undefined) return '';
  const text = value !== 0 && Math.abs(value) < 100 ? value.toPrecision(3) : value.toFixed(0);
  return `${Number(text)}${unit}`;
};

/** How many times `whole` goes into `value`. */
export const ratio = (value, whole) => (value === undefined || whole === undefined ? '' : `${digits(value / whole)}x`);

/** A table; all columns but the first are numbers. Columns without any are left out. */
export const table = (head, rows) => {
  const kept = head.map((_, i) => i).filter((i) => i === 0 || rows.some((row) => row[i] !== ''));
  const line = (cells) => `| ${kept.map((i) => cells[i]).join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
};

/** The targets met and missed in one run. */
export class Targets {
  rows = [];

  /** Takes a target down with what was measured; returns how a table shows it. */
  judge(what, measured, target, met) {
    const mark = met ? '✓' : '✗';
    this.rows.push([what, measured, target, mark]);
    return `${target} ${mark}`;
  }

  toString() {
    return table(['', 'measured', 'target', ''], this.rows);
  }
}
