/**
 * The selected value, which all charts share: selecting it, and its words.
 */
import type { Frame } from '../../engine/wasm';
import { t } from '../../i18n';
import { isCodeWithheld } from '../../state/withheld';
import { change, formatNumber, formatWhole, shown } from '../../state/store';

/** Selects a value as one step of undo. */
export const select = (index: number): void => change({ view: { selected: index } });

/** Selects a value as part of a gesture, such as a held key; `settle` ends it. */
export const selectOnTheWay = (index: number): void => change({ view: { selected: index } }, 'during');

/** -1 for the left and down arrow keys, 1 for right and up, nothing for other keys. */
export const direction = (event: KeyboardEvent): 1 | -1 | undefined => {
  if (event.key === 'ArrowRight' || event.key === 'ArrowUp') return 1;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') return -1;
  return undefined;
};

/** A code as text: an integer, or a bit pattern of its width. */
export const codeName = (code: number): string => {
  const bits = shown.peek()?.frame.readout.pattern_bits ?? 0;
  if (bits === 0) return formatWhole(code);
  return bits < 4
    ? code.toString(2).padStart(bits, '0')
    : `0x${code
        .toString(16)
        .toUpperCase()
        .padStart(Math.ceil(bits / 4), '0')}`;
};

/** The name of the value at flat index `index` of a tensor with so many columns: its row and column. */
export const cellName = (index: number, columns: number): string =>
  t('charts.cell', { row: formatWhole(Math.floor(index / columns) + 1), column: formatWhole((index % columns) + 1) });

/** The selected value, its code and what it is dequantized to, in words; the value alone while a question asks for the rest. */
export const selectionWords = ({ trace }: Frame): string =>
  !Number.isFinite(trace.x)
    ? t('charts.leftOut', { name: trace.name, x: Number.isNaN(trace.x) ? 'NaN' : formatNumber(trace.x) })
    : isCodeWithheld.value
      ? t('charts.is', { name: trace.name, x: formatNumber(trace.x) })
      : t('charts.becomes', { name: trace.name, x: formatNumber(trace.x), code: codeName(trace.code), y: formatNumber(trace.y) });
