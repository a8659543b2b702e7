/**
 * Comparisons as CSV. Indices count from 0, as in NumPy.
 */
import type { FloatComparison, TensorInfo } from '../../engine/wasm';
import { comparisons } from '../../state/files/tools';
import { opened } from '../../state/store';
import { csv } from '../../ui/csv';

const MEASURES = ['sqnr_db', 'mse', 'mae', 'max_abs', 'cosine', 'relative_frobenius'] as const;

const nameOf = ({ file, name, dtype }: TensorInfo): string[] => [opened.peek()?.files[file]?.name ?? '', name, dtype];

/** One line for each pair that was compared. */
export const pairsCsv = (): Blob => {
  const head = ['file', 'tensor', 'type', 'float_file', 'float_tensor', 'float_type', 'values', 'bits_per_value', ...MEASURES];
  const lines = comparisons.pairs.peek().flatMap(({ stored, float }) => {
    const [info, twin] = [opened.peek()?.tensors[stored], opened.peek()?.tensors[float]];
    const outcome = comparisons.outcomes.peek().get(stored);
    if (!info || !twin || !outcome || !('comparison' in outcome)) return [];
    const { metrics, bits_per_value: bits } = outcome.comparison;
    return [[...nameOf(info), ...nameOf(twin), info.values, bits, ...MEASURES.map((measure) => metrics[measure])]];
  });
  return csv([head, ...lines]);
};

/** The worst values of a pair. */
export const valuesCsv = ({ values }: FloatComparison): Blob =>
  csv([
    ['index', 'row', 'column', 'float', 'stored', 'error'],
    ...values.map(({ index, row, column, float, stored }) => [index, row, column, float, stored, stored - float]),
  ]);
