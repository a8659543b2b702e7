/**
 * What stands below an exported picture: the finding, the settings it was made with, and where to find it again.
 */
import type { Chart, Frame, State } from '../engine/wasm';
import { dataName, examples, FILE, formatNumber, linkTo, type Shown } from '../state/store';

const finding = (frame: Frame, chart: Chart): string => {
  switch (chart) {
    case 'number-line':
      return frame.number_line.words;
    case 'series':
      return frame.series.words;
    case 'transfer':
      return frame.transfer.words;
    case 'histogram':
      return frame.histogram.words;
    case 'bench':
      return frame.bench.words;
    case 'map':
      return frame.map.words;
  }
};

/** Methods whose key does not say what they do. */
const RANGES: Partial<Record<State['settings']['range'], string>> = {
  'min-max': 'smallest to largest value',
  clip: 'set by hand',
  mse: 'least mean squared error',
};

/** The settings of a picture in one line. */
export const settingsWords = ({ state: { source, settings }, frame: { number_line: line, readout } }: Shown): string => {
  const data =
    source.data === FILE ? dataName(source) : (examples.value.find((example) => example.key === source.data)?.title ?? 'Pasted numbers');
  const { range, scale, zero_point: zero } = readout;
  const integer = zero !== undefined;
  const parts = [
    data,
    integer ? `${settings.bits} bits ${settings.scheme}` : settings.scheme,
    readout.slices > 1 ? readout.slice_name : scale === undefined ? undefined : 'one scale for the tensor',
    line.clip && `range ${formatNumber(range.lo)} to ${formatNumber(range.hi)} (${RANGES[settings.range] ?? settings.range})`,
    scale === undefined ? undefined : `scale ${formatNumber(scale)}`,
    integer ? `zero point ${formatNumber(zero)}, convention ${settings.convention}, rounding ${settings.rounding}` : undefined,
  ];
  return `${parts.filter((part) => part !== undefined).join(', ')}.`;
};

/** The caption, a line of text each. */
export const caption = (now: Shown, chart: Chart): string =>
  [finding(now.frame, chart), settingsWords(now), linkTo(now.state)].filter((line) => line !== '').join('\n');
