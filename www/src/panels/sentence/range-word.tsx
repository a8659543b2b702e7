/**
 * How the range is chosen, as a word, and beside it a slider for the share of the values that it keeps.
 */
import { useComputed } from '@preact/signals';
import { whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { change, formatNumber, settle, shown, state, type Shown } from '../../state/store';
import { Choices } from '../../ui/sentence/choices';
import { Slider } from '../../ui/slider';
import { Word } from '../../ui/sentence/word';
import { Fault } from '../fault';
import { chooseRange, methodName, methodsFor, RangeParameter } from '../quantizer/range';
import { hasRange } from '../quantizer/schemes';
import { rangeName, within } from '../quantizer/settings-words';

/** The shares in percent that the slider stops at, all above the 50 that a percentile must exceed, from all values downwards ever wider apart. */
const STOPS = [55, 60, 70, 75, 80, 85, 90, 92, 94, 95, 96, 97, 98, 98.5, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.98, 99.99, 100];

const ALL = STOPS.length - 1;

const nearestStop = (percent: number): number =>
  STOPS.reduce((best, stop, i) => (Math.abs(stop - percent) < Math.abs((STOPS[best] ?? 0) - percent) ? i : best), ALL);

/** All values are kept by the range from the smallest to the largest. */
const keep = (stop: number): void => {
  const { range } = state.peek().settings;
  const percentile = STOPS[stop] ?? 100;
  change(
    { settings: stop === ALL ? { range: 'min-max', percentile } : { range: range.endsWith('percentile') ? range : 'percentile', percentile } },
    'during',
  );
};

/** How many finite values of the slice on show are clipped. */
const clipped = ({ frame: { readout } }: Shown): number => Math.round(readout.slice_metrics.share_clipped * readout.slice_finite);

/** Where the slider stands, and the share it says: of the percentile that is set, or else of the values that are kept, rounded down. */
const kept = (): { stop: number; percent: number } => {
  const { range, percentile } = state.value.settings;
  if (range.endsWith('percentile')) return { stop: nearestStop(percentile), percent: percentile };
  if (range === 'min-max') return { stop: ALL, percent: 100 };
  const percent = 100 * (1 - (shown.value?.frame.readout.slice_metrics.share_clipped ?? 0));
  return { stop: nearestStop(percent), percent: Math.floor(10 * percent) / 10 };
};

const Keeps = () => {
  const count = useComputed(() => (shown.value ? clipped(shown.value) : 0)).value;
  const { stop, percent } = useComputed(kept).value;
  const words = t('sentence.keepsPercent', { percent: formatNumber(percent) });
  return (
    <span class="keeps">
      <span>{t('sentence.keeps')}</span>
      <Slider label={t('sentence.keepsSlider')} value={stop} words={words} min={0} max={ALL} onSlide={keep} onSettle={settle} />
      <output class="keeps-share">{words}</output>
      <span class="keeps-clips">{t('sentence.clips', { n: whole(count) })}</span>
    </span>
  );
};

/** The name of the method. The ends of a range by hand stand at their handles, a percentile at its slider: with them the sentence would change at every move of a drag. */
const named = (): string => {
  const { settings } = state.value;
  return within(settings.range === 'clip' || settings.range.endsWith('percentile') ? methodName(settings.range) : rangeName(settings));
};

const RangeChoices = () => {
  const { settings } = state.value;
  return (
    <>
      <Choices
        label={t('controls.range')}
        value={settings.range}
        lines={methodsFor(settings).map(({ words, of }) => ({ title: words, of }))}
        onChoose={chooseRange}
      />
      <p class="hint">{t(`controls.method.${settings.range}.says`)}</p>
      <RangeParameter method={settings.range} />
    </>
  );
};

export const RangeWord = () => {
  const has = useComputed(() => hasRange(state.value.settings)).value;
  const name = useComputed(named).value;
  if (!has) return null;
  return (
    <>
      <Word label={t('controls.range')} phrase={t('sentence.range', { range: name })} kind="range-card" isRoomy>
        <RangeChoices />
      </Word>
      <Keeps />
      <Fault field="percentile" />
      <Fault field="range" />
      <Fault field="clip" />
    </>
  );
};
