/**
 * The columns that a scan adds to the list of tensors: measures, a small histogram, and the position of an outlier.
 */
import type { ComponentChild } from 'preact';
import type { ScanResult, TensorInfo } from '../../engine/wasm';
import { t } from '../../i18n';
import { scan } from '../../state/files/tools';
import { formatNumber } from '../../state/store';
import { NONE, decibel, percent, whole } from '../../engine/numbers';
import type { Column, Row } from './tensor-table';

const numbersOf = ({ place }: Row): ScanResult | undefined => {
  const result = scan.results.value.get(place);
  return result && 'scanned' in result ? result.scanned : undefined;
};

/** A histogram with a logarithmic scale, so that a single value is visible. */
const Histogram = ({ counts }: { counts: readonly number[] }) => {
  const most = Math.max(...counts);
  const bars = counts.map((count, bin) => {
    const height = Math.round((100 * Math.log1p(count)) / Math.log1p(most)) / 5;
    return count === 0 ? '' : `M${bin * 4} 20v${-Math.max(height, 1)}h3v${Math.max(height, 1)}z`;
  });
  const fullest = most / counts.reduce((sum, count) => sum + count, 0);
  const words = t('scan.column.histogramWords', { share: percent(fullest) });
  return (
    <svg class="scan-histogram" viewBox="0 0 95 20" preserveAspectRatio="none" role="img" aria-label={words}>
      <path d={bars.join('')} />
    </svg>
  );
};

type Measure = {
  key: string;
  words: string;
  title?: string;
  of: (scanned: ScanResult) => number | undefined;
  write?: (value: number) => string;
  smallFirst?: boolean;
  /** Whether phones show it, which have room for few columns. */
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
    if (number === undefined) return numbersOf(row) ? NONE : '';
    return <span title={String(number)}>{write(number)}</span>;
  };
  return { key, words, ...(title && { title }), width, isNumber: true, isDetail: !isMain, largeFirst: !smallFirst, sortKey: value, cell };
};

/** A share in percent; a few zeros among millions of values are not written as 0 %. */
const share = (of: number): string => (of > 0 && of < 1e-4 ? '<\u00a00.01\u00a0%' : percent(of));

/** A column of what was measured at settings: faint where these are no longer chosen. */
const measuredColumn = (measure: Measure): Column => {
  const plain = column({ ...measure, write: decibel, smallFirst: true, isMain: true });
  const cell = (row: Row): ComponentChild => {
    const result = scan.results.value.get(row.place);
    return <span class={result && !scan.isCurrent(result) ? 'scan-stale' : undefined}>{plain.cell(row)}</span>;
  };
  return { ...plain, cell };
};

/** What comes out of the layers, where the inputs of any are known. */
const outputsColumn = (): Column[] => {
  const isKnown = [...scan.results.value.values()].some((result) => 'scanned' in result && result.scanned.outputs_db !== undefined);
  const [words, title] = [t('scan.column.outputs'), t('scan.column.outputsTitle')];
  return isKnown ? [measuredColumn({ key: 'outputs', words, title, of: (s) => s.outputs_db })] : [];
};

/** The columns. */
export const scanColumns = (): Column[] => [
  {
    key: 'histogram',
    words: t('scan.column.histogram'),
    title: t('scan.column.histogramTitle'),
    width: '5rem',
    isDetail: true,
    cell: (row) => {
      const result = scan.results.value.get(row.place);
      if (!result) return '';
      return 'fault' in result ? <span class="scan-stale">{t('scan.column.failed')}</span> : <Histogram counts={result.scanned.histogram} />;
    },
  },
  column({ key: 'min', words: t('scan.column.min'), width: '5.25rem', of: ({ min }) => min, smallFirst: true }),
  column({ key: 'max', words: t('scan.column.max'), of: ({ max }) => max }),
  column({ key: 'std', words: 'σ', title: t('scan.column.stdTitle'), of: ({ std }) => std }),
  column({ key: 'max-over-sigma', words: 'max/σ', title: t('scan.column.maxOverSigmaTitle'), of: (s) => s.max_over_sigma, isMain: true }),
  column({ key: 'kurtosis', words: t('scan.column.kurtosis'), title: t('scan.column.kurtosisTitle'), of: ({ kurtosis }) => kurtosis }),
  column({
    key: 'zeros',
    words: t('scan.column.zeros'),
    title: t('scan.column.zerosTitle'),
    of: (s) => s.share_zeros,
    write: share,
    width: '5rem',
  }),
  measuredColumn({ key: 'sqnr', words: 'SQNR', title: t('scan.column.sqnrTitle'), of: ({ measured }) => measured?.metrics.sqnr_db }),
  ...outputsColumn(),
];

/** The flat index of the largest outlier, if a scan has found one. */
export const peakOf = (row: Row): number => numbersOf(row)?.peak_index ?? 0;

/** The position of the largest outlier, in words. */
const peakWords = (info: TensorInfo, { peak, peak_row: row, peak_column: col, max_over_sigma: sigmas }: ScanResult): string => {
  if (sigmas === undefined) return t('scan.equal');
  const found = { value: formatNumber(peak), sigmas: formatNumber(sigmas), row: whole(row + 1), column: whole(col + 1) };
  return info.shape.length > 1 ? t('scan.peak', found) : t('scan.peakOfVector', found);
};

/** The result of a scan of one tensor, in sentences. */
export const scanWords = ({ place, info }: Row): string | undefined => {
  const result = scan.results.value.get(place);
  if (!result) return undefined;
  if ('fault' in result) return result.fault;
  const { nan, infinite, sampled, refusal } = result.scanned;
  const missing = nan + infinite > 0 && t('scan.leftOut', { nan: whole(nan), infinite: whole(infinite) });
  const sentences = [peakWords(info, result.scanned), missing, sampled && t('scan.sampled', { sampled }), refusal];
  return sentences.filter(Boolean).join(t('scan.betweenSentences'));
};
