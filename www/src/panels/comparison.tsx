/**
 * The pinned settings, A, beside the chosen ones, B, on the same data, with what changed and what it does.
 */
import { useEffect } from 'preact/hooks';
import type { Readout } from '../engine/wasm';
import { change, formatNumber, showPinned, showsPinned, state, type Pinned, type Shown } from '../state/store';
import { decibel, percent, whole } from '../ui/numbers';
import './comparison.css';
import { changesBetween, settingsName } from './settings-words';

const NONE = '—';

type Metric = {
  words: string;
  hint?: string;
  of: (readout: Readout) => number | undefined;
  write: (value: number) => string;
  /** How a value is written, where it says more than the number that is compared. */
  full?: (readout: Readout) => string;
  /** What it means that B is below A, and above. */
  below: string;
  above: string;
};

const METRICS: readonly Metric[] = [
  { words: 'SQNR', of: (r) => r.metrics.sqnr_db, write: decibel, below: 'worse', above: 'better' },
  { words: 'MSE', of: (r) => r.metrics.mse, write: formatNumber, below: 'better', above: 'worse' },
  { words: 'Bits a value', hint: 'With scales', of: (r) => r.size.bits_per_value, write: formatNumber, below: 'smaller', above: 'larger' },
  {
    words: 'Levels used',
    hint: 'In the slice of the selected value',
    of: (r) => r.levels_used,
    write: whole,
    full: (r) => `${whole(r.levels_used)} of ${whole(r.levels_total)}`,
    below: 'fewer',
    above: 'more',
  },
  { words: 'Clipped', of: (r) => r.metrics.share_clipped, write: percent, below: 'fewer', above: 'more' },
  { words: 'Rounded to 0', of: (r) => r.metrics.share_zeroed, write: percent, below: 'fewer', above: 'more' },
];

const value = ({ of, write, full }: Metric, readout: Readout | undefined): string => {
  const number = readout && of(readout);
  if (!readout || number === undefined) return NONE;
  return full ? full(readout) : write(number);
};

/** B - A, and what that means. */
const difference = ({ of, write, below, above }: Metric, a: Readout | undefined, b: Readout): string => {
  const [from, to] = [a && of(a), of(b)];
  if (from === undefined || to === undefined) return NONE;
  if (from === to) return 'same';
  return to > from ? `+${write(to - from)} ${above}` : `−${write(from - to)} ${below}`;
};

const Row = ({ metric, a, b }: { metric: Metric; a: Readout | undefined; b: Readout }) => (
  <div role="row">
    <span role="rowheader" title={metric.hint}>
      {metric.words}
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
  const { settings, pinned: other } = state.peek();
  if (other) change({ settings: other, pinned: settings });
};

const toggle = (): void => showPinned(!showsPinned.peek());

/** Within the comparison, A looks at A and back, as the button does. Elsewhere letters belong to screen readers. */
const takeKey = (event: KeyboardEvent): void => {
  if (event.key.toLowerCase() !== 'a' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  toggle();
};

export const Comparison = ({ a, b }: { a: Pinned; b: Shown }) => {
  useEffect(() => () => showPinned(false), []);
  const picture = 'picture' in a ? a.picture.frame.readout : undefined;
  const { settings } = b.state;
  const changes = changesBetween(a.settings, settings);
  const same = changes.length === 0 ? 'B is still as A. Change a setting: B follows, A stays.' : `From A to B: ${changes.join('; ')}.`;
  const told = 'fault' in a ? `A cannot be on this data: ${a.fault}` : same;
  return (
    <section class="compare-ab" aria-label="Compare A and B" onKeyDown={takeKey}>
      <div class="compare-table" role="table" aria-label="A and B">
        <div role="row">
          <span role="columnheader" title="What is measured counts all values; levels are of one slice">
            All values
          </span>
          <Name letter="A" name={settingsName(a.settings)} />
          <Name letter="B" name={settingsName(settings)} />
          <span role="columnheader">B − A</span>
        </div>
        {METRICS.map((metric) => (
          <Row key={metric.words} metric={metric} a={picture} b={b.frame.readout} />
        ))}
      </div>
      <div class="compare-foot">
        <p role="status" title={told}>
          {told}
        </p>
        <div class="together">
          <button type="button" aria-pressed={showsPinned.value} disabled={!picture} title="Look at A in all charts, and back (A)" onClick={toggle}>
            Show A
          </button>
          <button type="button" title="A becomes B, and B becomes A" onClick={swap}>
            Swap
          </button>
          <button type="button" title="Compare no longer; B stays" onClick={() => change({ pinned: undefined })}>
            Unpin
          </button>
        </div>
      </div>
    </section>
  );
};
