/**
 * How the range is chosen, and the one parameter some ways have.
 */
import type { ComponentChild } from 'preact';
import type { RangeMethod } from '../engine/wasm';
import { change, shown, state } from '../state/store';
import { Fault, faultOf, Field } from '../ui/field';
import { NumberField } from '../ui/number-field';
import { shortest } from '../ui/numbers';

type Method = { method: RangeMethod; words: string; says: string };

const METHODS: readonly { title: string; of: readonly Method[] }[] = [
  {
    title: 'Plain',
    of: [
      { method: 'min-max', words: 'Min to max', says: 'From the smallest to the largest value.' },
      { method: 'percentile', words: 'Percentile', says: 'The middle share of the values.' },
      { method: 'ort-percentile', words: 'Percentile (onnxruntime)', says: 'The share by onnxruntime’s histogram.' },
      { method: 'tensorrt-percentile', words: 'Percentile (TensorRT)', says: 'The share of magnitudes by TensorRT’s histogram.' },
      { method: 'sigma', words: 'Mean ± n σ', says: 'Standard deviations about the mean.' },
      { method: 'moving-average', words: 'Moving average (torch)', says: 'Averaged over the rows; each moves it by 1 %.' },
      { method: 'clip', words: 'Clip by hand', says: 'What you set.' },
    ],
  },
  {
    title: 'Search',
    of: [
      { method: 'mse', words: 'Least squared error', says: 'Least squared error of 1,000 shrunken ranges.' },
      { method: 'gptq', words: 'Least |e|²·⁴ (GPTQ)', says: 'Least Σ |error|²·⁴ of shrunken ranges.' },
      { method: 'torch-histogram', words: 'Histogram (torch)', says: 'Least squared error of 2048 bins.' },
      { method: 'tensorrt-mse', words: 'Squared error (TensorRT)', says: 'Least squared error of TensorRT’s bins.' },
    ],
  },
  {
    title: 'Entropy',
    of: [
      { method: 'ort-entropy', words: 'Entropy (onnxruntime)', says: 'The window of bins that diverges least (KL).' },
      { method: 'tensorrt-entropy', words: 'Entropy (TensorRT)', says: 'The magnitudes that diverge least (KL).' },
    ],
  },
  {
    title: 'Closed form',
    of: [
      { method: 'aciq-gauss', words: 'ACIQ, Gauss', says: 'The best clipping if the values were normal.' },
      { method: 'aciq-laplace', words: 'ACIQ, Laplace', says: 'The best clipping if they were Laplacian.' },
    ],
  },
];

const HQQ: (typeof METHODS)[number] = {
  title: 'Zero point',
  of: [{ method: 'hqq', words: 'HQQ', says: 'Min to max; zero points found by HQQ.' }],
};

/** A method's name. */
export const methodName = (method: RangeMethod): string =>
  [...METHODS, HQQ].flatMap(({ of }) => of).find((one) => one.method === method)?.words ?? method;

/** A clip by hand starts from the range on show, so that nothing moves until the user moves it. */
const choose = (method: RangeMethod): void => {
  const on = shown.value?.frame.readout.range;
  change({ settings: method === 'clip' && on ? { range: method, clip_lo: shortest(on.lo), clip_hi: shortest(on.hi) } : { range: method } });
};

const Percentile = () => (
  <div class="together">
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

const Sigmas = () => (
  <div class="together">
    <NumberField
      label="Standard deviations kept"
      value={shortest(state.value.settings.sigmas)}
      min={0}
      step={0.5}
      fault={faultOf('sigmas')}
      onCommit={(sigmas) => change({ settings: { sigmas } })}
    />
    σ
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

/** The one parameter a method has. */
const PARAMETER: Partial<Record<RangeMethod, () => ComponentChild>> = {
  percentile: Percentile,
  'ort-percentile': Percentile,
  'tensorrt-percentile': Percentile,
  sigma: Sigmas,
  clip: Clip,
};

export const RangeChoice = () => {
  const { range: method, scheme } = state.value.settings;
  const groups = scheme === 'asymmetric' || method === 'hqq' ? [...METHODS, HQQ] : METHODS;
  const says = groups.flatMap(({ of }) => of).find((one) => one.method === method)?.says;
  const Parameter = PARAMETER[method];
  return (
    <>
      <Field label="Range" term="method">
        <select aria-label="Range" aria-describedby="range-words" onChange={(event) => choose(event.currentTarget.value as RangeMethod)}>
          {groups.map(({ title, of }) => (
            <optgroup key={title} label={title}>
              {of.map((choice) => (
                <option key={choice.method} value={choice.method} selected={choice.method === method}>
                  {choice.words}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      {Parameter && (
        <div class="field">
          <span>{method === 'clip' ? 'from' : 'keeps'}</span>
          <Parameter />
          <Fault field="percentile" />
          <Fault field="sigmas" />
        </div>
      )}
      <p class={Parameter ? 'hidden-words' : 'hint'} id="range-words">
        {says}
      </p>
      <Fault field="clip" />
    </>
  );
};
