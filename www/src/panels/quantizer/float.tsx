/**
 * The parameters of float formats, and the user's own levels.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Specials } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NumberField } from '../number-field';
import { readLevels } from '../../engine/core';
import { editableList, shortest } from '../../engine/numbers';
import { Select } from '../../ui/select';
import { optionsOf } from './schemes';

const SPECIALS: readonly Specials[] = ['ieee', 'nan-only', 'none'];

const Widths = () => {
  const { exponent, mantissa, bias, specials } = state.value.settings;
  return (
    <>
      <Field label={t('controls.widths')} term="widths">
        <div class="together">
          E
          <NumberField
            label={t('controls.exponentBits')}
            class="number-wide"
            value={exponent}
            min={1}
            max={8}
            step={1}
            maxInteger={255}
            fault={faultOf('format')}
            onCommit={(value) => change({ settings: { exponent: value } })}
          />
          M
          <NumberField
            label={t('controls.mantissaBits')}
            class="number-wide"
            value={mantissa}
            min={0}
            max={10}
            step={1}
            maxInteger={255}
            fault={faultOf('format')}
            onCommit={(value) => change({ settings: { mantissa: value } })}
          />
        </div>
      </Field>
      <Field label={t('controls.bias')} term="bias">
        <NumberField
          label={t('controls.exponentBias')}
          value={bias}
          step={1}
          least={-1000}
          maxInteger={1000}
          fault={faultOf('format')}
          onCommit={(value) => change({ settings: { bias: value } })}
        />
      </Field>
      <Fault field="format" />
      <Select
        label={t('controls.specials')}
        term="specials"
        value={specials}
        options={SPECIALS.map((one) => [one, t(`controls.special.${one}`)] as const)}
        onChange={(value) => change({ settings: { specials: value } })}
      />
    </>
  );
};

/** The user's own levels: a list that is read as pasted numbers are. */
const Levels = () => {
  const { levels } = state.value.settings;
  /** The text that was refused. */
  const refused = useSignal<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const text = editableList(levels.map(shortest));
  useLayoutEffect(() => {
    if (input.current) input.current.value = text;
    refused.value = undefined;
  }, [text]);
  const commit = (): void => {
    const typed = input.current?.value ?? '';
    const read = readLevels(typed);
    refused.value = 'refusal' in read ? typed : undefined;
    if ('value' in read) change({ settings: { levels: read.value } });
  };
  const read = refused.value === undefined ? undefined : readLevels(refused.value);
  const id = 'refused-levels';
  return (
    <Field label={t('controls.levelsOwn')} term="list">
      <input
        ref={input}
        type="text"
        aria-label={t('controls.levelsList')}
        onChange={commit}
        {...(read && 'refusal' in read ? { 'aria-invalid': 'true', 'aria-describedby': id } : faultOf('levels'))}
      />
      {read && 'refusal' in read ? (
        <p class="fault" id={id} role="alert">
          {read.refusal}
        </p>
      ) : (
        <Fault field="levels" />
      )}
    </Field>
  );
};

export const FloatParameters = () => {
  const { scheme, scaled, saturate, specials } = state.value.settings;
  const { scale, infinite } = optionsOf(scheme);
  const overflows = infinite && (scheme !== 'custom-float' || specials === 'ieee');
  return (
    <>
      {scheme === 'custom-float' && <Widths />}
      {scheme === 'levels' && <Levels />}
      {scale === 'chosen' && (
        <Select
          label={t('controls.scaling')}
          term="scaling"
          value={scaled ? 'range' : 'none'}
          options={[
            ['range', t('controls.scaled.range')],
            ['none', t('controls.scaled.none')],
          ]}
          onChange={(value) => change({ settings: { scaled: value === 'range' } })}
        />
      )}
      {overflows && (
        <Select
          label={t('controls.overflow')}
          term="overflow"
          value={saturate ? 'largest' : 'infinity'}
          options={[
            ['largest', t('controls.toLargest')],
            ['infinity', t('controls.toInfinity')],
          ]}
          onChange={(value) => change({ settings: { saturate: value === 'largest' } })}
        />
      )}
    </>
  );
};
