/**
 * What float formats and levels of one's own leave to choose.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Specials } from '../engine/wasm';
import { change, state } from '../state/store';
import { Fault, faultOf, Field } from '../ui/field';
import { NumberField } from '../ui/number-field';
import { shortest } from '../ui/numbers';
import { Select } from '../ui/select';
import { offerOf } from './schemes';

const SPECIALS: readonly (readonly [Specials, string])[] = [
  ['ieee', 'Infinity and NaN'],
  ['nan-only', 'NaN only'],
  ['none', 'None'],
];

const Widths = () => {
  const { exponent, mantissa, bias, specials } = state.value.settings;
  return (
    <>
      <Field label="Widths" term="widths">
        <div class="together">
          E
          <NumberField
            label="Exponent bits"
            class="number-wide"
            value={exponent}
            min={1}
            max={8}
            step={1}
            whole={255}
            fault={faultOf('format')}
            onCommit={(value) => change({ settings: { exponent: value } })}
          />
          M
          <NumberField
            label="Mantissa bits"
            class="number-wide"
            value={mantissa}
            min={0}
            max={10}
            step={1}
            whole={255}
            fault={faultOf('format')}
            onCommit={(value) => change({ settings: { mantissa: value } })}
          />
        </div>
      </Field>
      <Field label="Bias" term="bias">
        <NumberField
          label="Exponent bias"
          value={bias}
          step={1}
          least={-1000}
          whole={1000}
          fault={faultOf('format')}
          onCommit={(value) => change({ settings: { bias: value } })}
        />
      </Field>
      <Fault field="format" />
      <Select
        label="Specials"
        term="specials"
        value={specials}
        options={SPECIALS}
        onChange={(value) => change({ settings: { specials: value } })}
      />
    </>
  );
};

/** The numbers of a list, or the first part of it that is none. */
const read = (text: string): number[] | string => {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const odd = parts.find((part) => !Number.isFinite(Math.fround(Number(part))));
  return odd ?? parts.map(Number);
};

const Levels = () => {
  const { levels } = state.value.settings;
  const refusal = useSignal<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const text = levels.map(shortest).join(', ');
  useLayoutEffect(() => {
    if (input.current) input.current.value = text;
    refusal.value = undefined;
  }, [text]);
  const commit = (): void => {
    const given = read(input.current?.value ?? '');
    refusal.value = typeof given === 'string' ? `‘${given}’ is not a number. Separate the levels with commas.` : undefined;
    if (typeof given !== 'string') change({ settings: { levels: given } });
  };
  const id = 'refused-levels';
  return (
    <Field label="Levels" term="list">
      <input
        ref={input}
        type="text"
        aria-label="Levels, separated by commas"
        onChange={commit}
        {...(refusal.value === undefined ? faultOf('levels') : { 'aria-invalid': 'true', 'aria-describedby': id })}
      />
      {refusal.value === undefined ? (
        <Fault field="levels" />
      ) : (
        <p class="fault" id={id} role="alert">
          {refusal.value}
        </p>
      )}
    </Field>
  );
};

export const FloatParameters = () => {
  const { scheme, scaled, saturate, specials } = state.value.settings;
  const { scale, infinite } = offerOf(scheme);
  const overflows = infinite && (scheme !== 'custom-float' || specials === 'ieee');
  return (
    <>
      {scheme === 'custom-float' && <Widths />}
      {scheme === 'levels' && <Levels />}
      {scale === 'chosen' && (
        <Select
          label="Scaling"
          term="scaling"
          value={scaled ? 'range' : 'none'}
          options={[
            ['range', 'Scaled to the range'],
            ['none', 'As they are'],
          ]}
          onChange={(value) => change({ settings: { scaled: value === 'range' } })}
        />
      )}
      {overflows && (
        <Select
          label="Too large"
          term="overflow"
          value={saturate ? 'largest' : 'infinity'}
          options={[
            ['largest', 'To the largest number'],
            ['infinity', 'To infinity'],
          ]}
          onChange={(value) => change({ settings: { saturate: value === 'largest' } })}
        />
      )}
    </>
  );
};
