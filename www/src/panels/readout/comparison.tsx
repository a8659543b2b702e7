/**
 * The pinned settings A beside the chosen settings B on the same data: the differences, and their effect.
 */
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Readout, Settings } from '../../engine/wasm';
import { t } from '../../i18n';
import { followOutputsOf, outputs, outputsUnder } from '../../state/analysis/outputs';
import { change, chosen, formatNumber, pinned, showPinned, showsPinned, state, type Pinned, type Shown } from '../../state/store';
import { decibel, percent, whole } from '../../engine/numbers';
import './comparison.css';
import { changesBetween, settingsName } from '../quantizer/settings-words';

const NONE = '—';

type Verdict = 'worse' | 'better' | 'smaller' | 'larger' | 'fewer' | 'more';

/** The readout of one side of the comparison, and its settings. */
type Side = Readout & { settings: Settings };

type Metric = {
  words: () => string;
  hint?: () => string;
  of: (side: Side) => number | undefined;
  write: (value: number) => string;
  /** How a value is written, if not as a number. */
  full?: (side: Side) => string;
  /** The words where B is below A, and where it is above. */
  below: Verdict;
  above: Verdict;
};

const METRICS: readonly Metric[] = [
  { words: () => 'SQNR', of: (r) => r.metrics.sqnr_db, write: decibel, below: 'worse', above: 'better' },
  { words: () => 'MSE', of: (r) => r.metrics.mse, write: formatNumber, below: 'better', above: 'worse' },
  {
    words: () => t('comparison.measure.bits'),
    hint: () => t('comparison.about.bits'),
    of: (r) => r.size.bits_per_value,
    write: formatNumber,
    below: 'smaller',
    above: 'larger',
  },
  {
    words: () => t('comparison.measure.levels'),
    hint: () => t('comparison.about.levels'),
    of: (r) => r.levels_used,
    write: whole,
    full: (r) => t('comparison.levelsUsed', { used: whole(r.levels_used), all: whole(r.levels_total) }),
    below: 'fewer',
    above: 'more',
  },
  { words: () => t('comparison.measure.clipped'), of: (r) => r.metrics.share_clipped, write: percent, below: 'fewer', above: 'more' },
  { words: () => t('comparison.measure.zeroed'), of: (r) => r.metrics.share_zeroed, write: percent, below: 'fewer', above: 'more' },
];

const OUTPUTS: Metric = {
  words: () => t('comparison.measure.outputs'),
  of: ({ settings }) => outputsUnder(settings)?.sqnr_db,
  write: decibel,
  below: 'worse',
  above: 'better',
};

const value = ({ of, write, full }: Metric, side: Side | undefined): string => {
  const number = side && of(side);
  if (!side || number === undefined) return NONE;
  return full ? full(side) : write(number);
};

/** The difference B - A, and what it means. */
const difference = ({ of, write, below, above }: Metric, a: Side | undefined, b: Side): string => {
  const [from, to] = [a && of(a), of(b)];
  if (from === undefined || to === undefined) return NONE;
  if (from === to) return t('comparison.same');
  return to > from ? t(`comparison.differs.${above}`, { by: write(to - from) }) : t(`comparison.differs.${below}`, { by: write(from - to) });
};

const Row = ({ metric, a, b }: { metric: Metric; a: Side | undefined; b: Side }) => (
  <div role="row">
    <span role="rowheader" title={metric.hint?.()}>
      {metric.words()}
    </span>
    <span role="cell">{value(metric, a)}</span>
    <span role="cell">{value(metric, b)}</span>
    <span role="cell">{difference(metric, a, b)}</span>
  </div>
);

const Name = ({ letter, name }: { letter: 'A' | 'B'; name: string }) => (
  <span role="columnheader" class={showsPinned.value === (letter === 'A') ? 'looked-at' : undefined} title={name}>
    <b>{letter}</b> {name}
  </span>
);

const swap = (): void => {
  const { settings, pinned } = state.peek();
  const [other, ...rest] = pinned;
  if (other) change({ settings: other, pinned: [settings, ...rest] });
};

const toggle = (): void => showPinned(!showsPinned.peek());

/** Within the comparison, the key A shows A, and B again. Elsewhere, letters are left to screen readers. */
const takeKey = (event: KeyboardEvent): void => {
  if (event.key.toLowerCase() !== 'a' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  toggle();
};

const settingsOf = (side: Pinned | Shown): Settings => ('state' in side ? side.state.settings : side.settings);

export const Comparison = ({ a, b }: { a: Pinned; b: Shown }) => {
  useEffect(() => () => showPinned(false), []);
  useSignalEffect(() => void followOutputsOf([chosen.value, pinned.value].flatMap((side) => (side ? [settingsOf(side)] : []))));
  const picture = 'picture' in a ? a.picture.frame.readout : undefined;
  const { settings } = b.state;
  const sideA = picture && { ...picture, settings: a.settings };
  const sideB = { ...b.frame.readout, settings };
  const changes = changesBetween(a.settings, settings);
  const changed =
    changes.length === 0 ? t('comparison.noChange') : t('comparison.changes', { changes: changes.join(t('comparison.betweenChanges')) });
  const status = 'fault' in a ? t('comparison.refused', { why: a.fault }) : changed;
  return (
    <section class="compare-ab" aria-label={t('comparison.title')} onKeyDown={takeKey}>
      <div class="compare-table" role="table" aria-label={t('comparison.table')}>
        <div role="row">
          <span role="columnheader" title={t('comparison.allValuesTitle')}>
            {t('comparison.allValues')}
          </span>
          <Name letter="A" name={settingsName(a.settings)} />
          <Name letter="B" name={settingsName(settings)} />
          <span role="columnheader">B − A</span>
        </div>
        {METRICS.map((metric, i) => (
          <Row key={i} metric={metric} a={sideA} b={sideB} />
        ))}
        {outputs.value && <Row metric={OUTPUTS} a={sideA} b={sideB} />}
      </div>
      <div class="compare-foot">
        <p role="status" title={status}>
          {status}
        </p>
        <div class="together">
          <button type="button" aria-pressed={showsPinned.value} disabled={!picture} title={t('comparison.showATitle')} onClick={toggle}>
            {t('comparison.showA')}
          </button>
          <button type="button" title={t('comparison.swapTitle')} onClick={swap}>
            {t('comparison.swap')}
          </button>
          <button type="button" title={t('comparison.unpinTitle')} onClick={() => change({ pinned: [] })}>
            {t('comparison.unpin')}
          </button>
        </div>
      </div>
    </section>
  );
};
