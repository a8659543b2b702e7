/**
 * What stands below an exported picture: the finding, the settings it was made with, and where to find it again.
 */
import type { Chart, Frame, State } from '../engine/wasm';
import { examples, formatNumber, linkTo, type Shown } from '../state/store';

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

const RANGES: Record<State['settings']['range'], string> = {
  'min-max': 'smallest to largest value',
  percentile: 'percentile',
  clip: 'set by hand',
  mse: 'least mean squared error',
};

/** The settings of a picture in one line. */
export const settingsWords = ({ state: { source, settings }, frame }: Shown): string => {
  const { readout } = frame;
  const data = examples.find((example) => example.key === source.data)?.title ?? 'Pasted numbers';
  if (settings.scheme === 'fp16' || settings.scheme === 'bf16') return `${data}, cast to ${settings.scheme}.`;
  const parts = [
    data,
    `${settings.bits} bits ${settings.scheme}`,
    readout.slices > 1 ? readout.slice_name : 'one scale for the tensor',
    `range ${formatNumber(readout.range.lo)} to ${formatNumber(readout.range.hi)} (${RANGES[settings.range]})`,
    `scale ${formatNumber(readout.scale ?? NaN)}`,
    `zero point ${formatNumber(readout.zero_point ?? NaN)}`,
    `convention ${settings.convention}`,
    `rounding ${settings.rounding}`,
  ];
  return `${parts.join(', ')}.`;
};

/** The caption, a line of text each. */
export const caption = (now: Shown, chart: Chart): string =>
  [finding(now.frame, chart), settingsWords(now), linkTo(now.state)].filter((line) => line !== '').join('\n');
