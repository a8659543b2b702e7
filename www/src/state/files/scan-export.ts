/**
 * A scan as files: a CSV table with every digit, and node data for Google's Model Explorer.
 */
import type { ScanResult } from '../../engine/wasm';
import type { Result } from './scan';

/** A scanned tensor as it is written; `settings` in words. */
export type Line = { file: string; name: string; dtype: string; shape: readonly number[]; result: Result; settings: string };

const COLUMNS: readonly { name: string; of: (scanned: ScanResult) => string | number | undefined }[] = [
  { name: 'values', of: (s) => s.values },
  { name: 'nan', of: (s) => s.nan },
  { name: 'infinite', of: (s) => s.infinite },
  { name: 'min', of: (s) => s.min },
  { name: 'max', of: (s) => s.max },
  { name: 'mean', of: (s) => s.mean },
  { name: 'std', of: (s) => s.std },
  { name: 'max_over_sigma', of: (s) => s.max_over_sigma },
  { name: 'kurtosis', of: (s) => s.kurtosis },
  { name: 'share_zeros', of: (s) => s.share_zeros },
  { name: 'peak', of: (s) => s.peak },
  { name: 'peak_row', of: (s) => s.peak_row },
  { name: 'peak_column', of: (s) => s.peak_column },
  { name: 'sqnr_db', of: (s) => s.measured?.metrics.sqnr_db },
  { name: 'mse', of: (s) => s.measured?.metrics.mse },
  { name: 'mae', of: (s) => s.measured?.metrics.mae },
  { name: 'max_abs', of: (s) => s.measured?.metrics.max_abs },
  { name: 'outputs_sqnr_db', of: (s) => s.outputs_db },
  { name: 'bits_per_value', of: (s) => s.measured?.bits_per_value },
  { name: 'histogram', of: (s) => s.histogram.join(' ') },
  { name: 'sampled', of: (s) => s.sampled },
  { name: 'sha256', of: (s) => s.hash },
];

/** Texts are quoted; numbers are written so that they read back as the same numbers. */
const cell = (value: string | number | undefined): string =>
  typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : value === undefined ? '' : String(value);

/** One line per tensor; a cell without a number is empty, and `note` says why. */
export const scanCsv = (lines: readonly Line[]): string => {
  const head = ['file', 'tensor', 'type', 'shape', ...COLUMNS.map(({ name }) => name), 'settings', 'note'].join(',');
  const rows = lines.map(({ file, name, dtype, shape, result, settings }) => {
    const scanned = 'scanned' in result ? result.scanned : undefined;
    const note = 'fault' in result ? result.fault : result.scanned.refusal;
    const numbers = COLUMNS.map(({ of }) => scanned && of(scanned));
    return [file, name, dtype, shape.join('x'), ...numbers, settings, note].map(cell).join(',');
  });
  return `${[head, ...rows].join('\n')}\n`;
};

/**
 * Node data for Model Explorer without a graph's id, which it then takes for the graph on show: SQNR in dB by tensor
 * name. Tensors without an error, or without any number, are left out. The largest error is the darkest.
 */
export const modelExplorerJson = (lines: readonly Line[]): string => {
  const results = lines.flatMap(({ name, result }) => {
    const sqnr = 'scanned' in result ? result.scanned.measured?.metrics.sqnr_db : undefined;
    return sqnr === undefined || !Number.isFinite(sqnr) ? [] : [[name, { value: sqnr }] as const];
  });
  const gradient = [
    { stop: 0, bgColor: '#a33f00' },
    { stop: 0.5, bgColor: '#f2c14e' },
    { stop: 1, bgColor: '#ffffff' },
  ];
  return `${JSON.stringify({ results: Object.fromEntries(results), gradient }, null, 2)}\n`;
};
