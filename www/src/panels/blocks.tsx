/**
 * What block formats leave to choose, and the bound of PACT.
 */
import type { ScaleRule } from '../engine/wasm';
import { change, state } from '../state/store';
import { Fault, faultOf, Field } from '../ui/field';
import { NumberField } from '../ui/number-field';
import { Select } from '../ui/select';
import { offerOf } from './schemes';

const RULES: readonly { rule: ScaleRule; words: string; says: string }[] = [
  { rule: 'floor', words: 'FLOOR (OCP)', says: 'Rounds the exponent down: the block’s largest values may be clipped.' },
  { rule: 'ceil', words: 'CEIL', says: 'Rounds the exponent up: nothing is clipped, steps may be twice as large.' },
  { rule: 'even', words: 'EVEN', says: 'Rounds the largest magnitude to the element’s mantissa first.' },
  { rule: 'rceil', words: 'RCEIL (cuBLAS)', says: 'The least power of two that clips nothing.' },
];

/** bitsandbytes offers these and no others. */
const SIZES = [32, 64, 128, 256, 512, 1024, 2048, 4096];

const MxRule = () => {
  const { rule } = state.value.settings;
  return (
    <>
      <Select
        label="Scale rule"
        term="rule"
        value={rule}
        options={RULES.map((one) => [one.rule, one.words] as const)}
        onChange={(value) => change({ settings: { rule: value } })}
      />
      <p class="hint">{RULES.find((one) => one.rule === rule)?.says}</p>
    </>
  );
};

const TwoLevel = () => (
  <label class="check">
    <input
      type="checkbox"
      checked={state.value.settings.two_level}
      onChange={(event) => change({ settings: { two_level: event.currentTarget.checked } })}
    />
    A scale for the whole tensor too
  </label>
);

const BlockSize = () => {
  const { block, nested } = state.value.settings;
  return (
    <>
      <Field label="Block" term="block">
        <select
          aria-label="Values in a block"
          {...faultOf('block')}
          onChange={(event) => change({ settings: { block: Number(event.currentTarget.value) } })}
        >
          {[...new Set([...SIZES, block])].map((size) => (
            <option key={size} value={size} selected={size === block}>
              {size} values
            </option>
          ))}
        </select>
        <Fault field="block" />
      </Field>
      <label class="check">
        <input
          type="checkbox"
          checked={nested}
          onChange={(event) => change({ settings: { nested: event.currentTarget.checked } })}
        />
        Double quantization: 8-bit scales
      </label>
    </>
  );
};

export const BlockParameters = () => {
  const { scheme, alpha } = state.value.settings;
  const { block } = offerOf(scheme);
  return (
    <>
      {block > 0 && (
        <Field label="Block" term="block">
          <span>{block} values along a row</span>
          <Fault field="block" />
        </Field>
      )}
      {scheme.startsWith('mx-') && <MxRule />}
      {scheme === 'nvfp4' && <TwoLevel />}
      {scheme.startsWith('bnb-') && <BlockSize />}
      {scheme === 'pact' && (
        <Field label="Bound α" term="alpha">
          <NumberField
            label="Bound α, in units of the data"
            value={alpha}
            step="any"
            fault={faultOf('alpha')}
            onCommit={(value) => change({ settings: { alpha: value } })}
          />
          <Fault field="alpha" />
        </Field>
      )}
    </>
  );
};
