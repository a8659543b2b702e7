/**
 * How the range is chosen, and the one parameter each way has.
 */
import type { RangeMethod } from '../engine/wasm';
import { change, shown, state } from '../state/store';
import { Fault, faultOf, Field } from '../ui/field';
import { NumberField } from '../ui/number-field';
import { range, shortest } from '../ui/numbers';

const METHODS: readonly { method: RangeMethod; words: string }[] = [
  { method: 'min-max', words: 'Min to max' },
  { method: 'percentile', words: 'Percentile' },
  { method: 'clip', words: 'Clip by hand' },
  { method: 'mse', words: 'Least squared error' },
];

/** A clip by hand starts from the range on show, so that nothing moves until the user moves it. */
const choose = (method: RangeMethod): void => {
  const on = shown.value?.frame.readout.range;
  change({ settings: method === 'clip' && on ? { range: method, clip_lo: shortest(on.lo), clip_hi: shortest(on.hi) } : { range: method } });
};

const Percentile = () => (
  <div class="together">
    keeps
    <NumberField
      label="Share kept, in percent"
      value={state.value.settings.percentile}
      min={50}
      max={100}
      step={0.1}
      fault={faultOf('percentile')}
      onCommit={(percentile) => change({ settings: { percentile } })}
    />
    %
  </div>
);

const Clip = () => {
  const { clip_lo: lo, clip_hi: hi } = state.value.settings;
  return (
    <div class="together">
      <NumberField
        class="number-wide"
        label="Lower end of the clip range, in units of the data"
        value={shortest(lo)}
        step="any"
        fault={faultOf('clip')}
        onCommit={(value) => change({ settings: { clip_lo: value } })}
      />
      to
      <NumberField
        class="number-wide"
        label="Upper end of the clip range, in units of the data"
        value={shortest(hi)}
        step="any"
        fault={faultOf('clip')}
        onCommit={(value) => change({ settings: { clip_hi: value } })}
      />
    </div>
  );
};

/** What the method comes to, in the slice on show. */
const Outcome = () => {
  const now = shown.value;
  if (!now) return <span />;
  const found = now.state.settings.range === 'mse' ? 'found ' : '';
  return (
    <span class="hint">
      {found}
      {range(now.frame.readout.range)}
    </span>
  );
};

export const RangeChoice = () => {
  const { range: method } = state.value.settings;
  return (
    <>
      <Field label="Range" term="method">
        <select aria-label="Range" onChange={(event) => choose(event.currentTarget.value as RangeMethod)}>
          {METHODS.map((choice) => (
            <option key={choice.method} value={choice.method} selected={choice.method === method}>
              {choice.words}
            </option>
          ))}
        </select>
      </Field>
      <div class="field">
        <span />
        {method === 'percentile' ? <Percentile /> : method === 'clip' ? <Clip /> : <Outcome />}
        <Fault field="percentile" />
        <Fault field="clip" />
      </div>
    </>
  );
};
