/**
 * What a scan adds to the list of tensors: columns, a small histogram, and where the value stands that sticks out.
 */
import type { ComponentChild } from 'preact';
import type { Scanned } from '../engine/wasm';
import { isCurrent, scanned } from '../state/scan';
import { formatNumber } from '../state/store';
import { decibel, percent, whole } from '../ui/numbers';
import type { Column, Row } from './tensor-table';

const numbersOf = ({ place }: Row): Scanned | undefined => {
  const result = scanned.value.get(place);
  return result && 'scanned' in result ? result.scanned : undefined;
};

/** Bars on a logarithmic scale, so that a single value far out is still seen. */
const Histogram = ({ counts }: { counts: readonly number[] }) => {
  const most = Math.max(...counts);
  const bars = counts.map((count, bin) => {
    const height = Math.round((100 * Math.log1p(count)) / Math.log1p(most)) / 5;
    return count === 0 ? '' : `M${bin * 4} 20v${-Math.max(height, 1)}h3v${Math.max(height, 1)}z`;
  });
  const fullest = most / counts.reduce((sum, count) => sum + count, 0);
  return (
    <svg class="scan-histogram" viewBox="0 0 95 20" preserveAspectRatio="none" role="img" aria-label={`${percent(fullest)} in one of 24 bins`}>
      <path d={bars.join('')} />
    </svg>
  );
};

type Measure = {
  key: string;
  words: string;
  title?: string;
  of: (scanned: Scanned) => number | undefined;
  write?: (value: number) => string;
  smallFirst?: boolean;
  /** Phones have room for what is sorted by most. */
  isMain?: boolean;
  width?: string;
};

const column = ({ key, words, title, of, write = formatNumber, smallFirst, isMain, width = '4.75rem' }: Measure): Column => {
  const value = (row: Row): number | undefined => {
    const numbers = numbersOf(row);
    return numbers && of(numbers);
  };
  const cell = (row: Row): ComponentChild => {
    const number = value(row);
    if (number === undefined) return numbersOf(row) ? '—' : '';
    return <span title={String(number)}>{write(number)}</span>;
  };
  return { key, words, ...(title && { title }), width, isNumber: true, isDetail: !isMain, largeFirst: !smallFirst, sortKey: value, cell };
};

const MAX_OVER_SIGMA = 'The largest magnitude over σ; for vectors the largest distance from the mean over σ';

/** Of some millions of values a few zeros are no zero share. */
const share = (of: number): string => (of > 0 && of < 1e-4 ? '<\u00a00.01\u00a0%' : percent(of));

const sqnr = column({
  key: 'sqnr',
  words: 'SQNR',
  title: 'Signal to quantization noise ratio at the chosen settings',
  of: ({ measured }) => measured?.metrics.sqnr_db,
  write: decibel,
  smallFirst: true,
  isMain: true,
});

/** The columns of a scan. */
export const SCAN_COLUMNS: readonly Column[] = [
  {
    key: 'histogram',
    words: 'Histogram',
    title: 'Counts in 24 bins from the smallest to the largest value, on a logarithmic scale',
    width: '5rem',
    isDetail: true,
    cell: (row) => {
      const result = scanned.value.get(row.place);
      if (!result) return '';
      return 'fault' in result ? <span class="scan-stale">failed</span> : <Histogram counts={result.scanned.histogram} />;
    },
  },
  column({ key: 'min', words: 'Min', width: '5.25rem', of: ({ min }) => min, smallFirst: true }),
  column({ key: 'max', words: 'Max', of: ({ max }) => max }),
  column({ key: 'std', words: 'σ', title: 'Standard deviation', of: ({ std }) => std }),
  column({ key: 'max-over-sigma', words: 'max/σ', title: MAX_OVER_SIGMA, of: (s) => s.max_over_sigma, isMain: true }),
  column({ key: 'kurtosis', words: 'Kurtosis', title: 'The fourth moment over σ⁴: 3 for normal values', of: ({ kurtosis }) => kurtosis }),
  column({ key: 'zeros', words: 'Zeros', title: 'Share of values that are 0', of: (s) => s.share_zeros, write: share, width: '5rem' }),
  {
    ...sqnr,
    cell: (row) => {
      const result = scanned.value.get(row.place);
      return <span class={result && !isCurrent(result) ? 'scan-stale' : undefined}>{sqnr.cell(row)}</span>;
    },
  },
];

/** The value to look at first: the one that sticks out, where a scan has found it. */
export const peakOf = (row: Row): number => numbersOf(row)?.peak_index ?? 0;

/** What a scan found in a tensor, in sentences. */
export const scanWords = ({ place, info }: Row): string | undefined => {
  const result = scanned.value.get(place);
  if (!result) return undefined;
  if ('fault' in result) return result.fault;
  const { peak, peak_row: row, peak_column: col, max_over_sigma: ratio, nan, infinite, sampled, refusal } = result.scanned;
  const what = info.shape.length > 1 ? 'The largest' : 'The farthest from the mean';
  const where = `row ${whole(row + 1)}, column ${whole(col + 1)}`;
  const peakWords = ratio === undefined ? 'All values are equal.' : `${what}, ${formatNumber(peak)}, stands ${formatNumber(ratio)} σ out at ${where}: Enter shows it.`;
  const missing = nan + infinite > 0 && `Left out: ${whole(nan)} NaN, ${whole(infinite)} infinite.`;
  return [peakWords, missing, sampled && `A sample: ${sampled}.`, refusal].filter(Boolean).join(' ');
};
