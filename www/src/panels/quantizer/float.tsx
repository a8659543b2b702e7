/**
 * What float formats and levels of one's own leave to choose.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Specials } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NumberField } from '../../ui/number-field';
import { shortest } from '../../engine/numbers';
import { Select } from '../../ui/select';
import { offerOf } from './schemes';

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
            whole={255}
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
            whole={255}
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
          whole={1000}
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

/** The numbers of a list, or the first part of it that is none. */
const read = (text: string): number[] | string => {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const odd = parts.find((part) => !Number.isFinite(Math.fround(Number(part))));
  return odd ?? parts.map(Number);
};

const Levels = () => {
  const { levels } = state.value.settings;
  /** What is in the list and no number. */
  const odd = useSignal<string | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const text = levels.map(shortest).join(', ');
  useLayoutEffect(() => {
    if (input.current) input.current.value = text;
    odd.value = undefined;
  }, [text]);
  const commit = (): void => {
    const given = read(input.current?.value ?? '');
    odd.value = typeof given === 'string' ? given : undefined;
    if (typeof given !== 'string') change({ settings: { levels: given } });
  };
  const id = 'refused-levels';
  return (
    <Field label={t('controls.levelsOwn')} term="list">
      <input
        ref={input}
        type="text"
        aria-label={t('controls.levelsList')}
        onChange={commit}
        {...(odd.value === undefined ? faultOf('levels') : { 'aria-invalid': 'true', 'aria-describedby': id })}
      />
      {odd.value === undefined ? (
        <Fault field="levels" />
      ) : (
        <p class="fault" id={id} role="alert">
          {t('controls.notNumber', { text: odd.value })}
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
