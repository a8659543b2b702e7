/**
 * The caption of an exported chart: its content, the settings, and the link.
 */
import type { Chart, Frame, Scheme } from '../../engine/wasm';
import { t } from '../../i18n';
import { dataName, examples, FILE, formatNumber, linkTo, type Shown } from '../../state/store';

/** What a chart shows, in a sentence. */
export const finding = (frame: Frame, chart: Chart): string => {
  switch (chart) {
    case 'number-line':
      return frame.number_line.words;
    case 'series':
      return frame.series?.words ?? '';
    case 'transfer':
      return frame.transfer?.words ?? '';
    case 'histogram':
      return frame.histogram?.words ?? '';
    case 'bench':
      return frame.clipping_curve?.words ?? '';
    case 'map':
      return frame.map?.words ?? '';
    case 'matrices':
      return frame.matrices?.maps[0].words ?? '';
  }
};

/** Integer schemes have a word of their own in captions, the others their names. */
const schemeName = (scheme: Scheme): string => (scheme === 'asymmetric' || scheme === 'symmetric' ? t(`charts.caption.scheme.${scheme}`) : scheme);

/** The settings in one line. */
export const settingsWords = ({ state: { source, settings }, frame: { number_line: line, readout } }: Shown): string => {
  const data =
    source.data === FILE ? dataName(source) : (examples.value.find((example) => example.key === source.data)?.title ?? t('charts.caption.pasted'));
  const { range, scale, zero_point: zero } = readout;
  const integer = zero !== undefined;
  const scheme = schemeName(settings.scheme);
  const method = t(`charts.caption.method.${settings.range}`);
  const rounding = t(`charts.caption.rounding.${settings.rounding}`);
  const edits = source.edits.length;
  const parts = [
    data,
    edits > 0 ? t('data.changed', { count: edits, n: formatNumber(edits) }) : undefined,
    integer ? t('charts.caption.bits', { bits: settings.bits, scheme }) : scheme,
    readout.slices > 1 ? readout.slice_name : scale === undefined ? undefined : t('charts.caption.oneScale'),
    line.clip && t('charts.caption.range', { lo: formatNumber(range.lo), hi: formatNumber(range.hi), method }),
    scale === undefined ? undefined : t('charts.caption.scale', { scale: formatNumber(scale) }),
    integer ? t('charts.caption.zero', { zero: formatNumber(zero), convention: settings.convention, rounding }) : undefined,
  ];
  return t('charts.caption.line', { parts: parts.filter((part) => part !== undefined).join(t('charts.caption.separator')) });
};

/** The caption, one string per line. */
export const caption = (now: Shown, chart: Chart): string =>
  [finding(now.frame, chart), settingsWords(now), linkTo(now.state)].filter((line) => line !== '').join('\n');
