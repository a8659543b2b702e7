/**
 * What the numbers become: scheme, bits, signed or not.
 */
import type { Scheme } from '../engine/wasm';
import { change, settle, state } from '../state/store';
import { Fault, faultOf, Field } from '../ui/field';
import { NumberField, Slider } from '../ui/number-field';

const SCHEMES: readonly { kind: string; of: readonly { scheme: Scheme; words: string }[] }[] = [
  {
    kind: 'Integers',
    of: [
      { scheme: 'asymmetric', words: 'Asymmetric' },
      { scheme: 'symmetric', words: 'Symmetric' },
    ],
  },
  {
    kind: '16-bit floats',
    of: [
      { scheme: 'fp16', words: 'fp16' },
      { scheme: 'bf16', words: 'bf16' },
    ],
  },
];

const QUICK_BITS = [2, 3, 4, 8] as const;

/** Whether the chosen scheme has a scale, and so bits, range, convention and rounding to choose. */
export const isInteger = (): boolean => {
  const { scheme } = state.value.settings;
  return scheme === 'asymmetric' || scheme === 'symmetric';
};

/** Symmetric codes are signed unless the user says otherwise, asymmetric ones are not. */
const choose = (scheme: Scheme): void =>
  change({ settings: scheme === 'asymmetric' || scheme === 'symmetric' ? { scheme, signed: scheme === 'symmetric' } : { scheme } });

export const SchemeChoice = () => (
  <Field label="Scheme" term="scheme">
    <select aria-label="Scheme" onChange={(event) => choose(event.currentTarget.value as Scheme)}>
      {SCHEMES.map(({ kind, of }) => (
        <optgroup key={kind} label={kind}>
          {of.map(({ scheme, words }) => (
            <option key={scheme} value={scheme} selected={scheme === state.value.settings.scheme}>
              {words}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  </Field>
);

export const Bits = () => {
  const { bits } = state.value.settings;
  return (
    <Field label="Bits" term="bits">
      <div class="together">
        <Slider
          label="Bits"
          value={bits}
          words={`${bits} bits`}
          min={2}
          max={16}
          onSlide={(value) => change({ settings: { bits: value } }, 'during')}
          onSettle={settle}
        />
        <NumberField
          label="Bits, as a number"
          value={bits}
          min={2}
          max={16}
          step={1}
          whole={255}
          fault={faultOf('bits')}
          onCommit={(value) => change({ settings: { bits: value } })}
        />
      </div>
      <Fault field="bits" />
    </Field>
  );
};

const QuickBits = () => (
  <div class="together">
    {QUICK_BITS.map((bits) => (
      <button
        key={bits}
        type="button"
        class="quick"
        aria-label={`${bits} bits`}
        aria-pressed={state.value.settings.bits === bits}
        onClick={() => change({ settings: { bits } })}
      >
        {bits}
      </button>
    ))}
  </div>
);

export const Signed = () => (
  <div class="field quick-bits">
    <QuickBits />
    <label class="check">
      <input
        type="checkbox"
        checked={state.value.settings.signed}
        onChange={(event) => change({ settings: { signed: event.currentTarget.checked } })}
      />
      Signed codes
    </label>
  </div>
);

/** Why the controls above are out of play. */
export const Unscaled = () =>
  isInteger() ? null : (
    <p class="hint">
      {state.value.settings.scheme} has no scale: its levels are fixed by the format. Bits, granularity, range, convention and rounding do
      not apply. Choose asymmetric or symmetric to set them.
    </p>
  );
