/**
 * The number of bits, for schemes that have a choice, and whether codes are signed.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { change, hint, settle, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NumberField } from '../number-field';
import { Slider } from '../../ui/slider';
import { optionsOf } from './schemes';

const QUICK_BITS = [2, 3, 4, 8] as const;

export const Bits = () => {
  const scheme = useComputed(() => state.value.settings.scheme).value;
  const bits = useComputed(() => state.value.settings.bits).value;
  const { least_bits: min, most_bits: max } = optionsOf(scheme);
  if (max === 0) return null;
  return (
    <Field label={t('controls.bits')} term="bits">
      <div class="together">
        <Slider
          key={scheme}
          label={t('controls.bits')}
          value={bits}
          words={t('controls.bitCount', { count: bits })}
          min={min}
          max={max}
          onSlide={(value) => change({ settings: { bits: value } }, 'during')}
          onSettle={settle}
          onNear={(isNear) =>
            hint(isNear ? ({ bits }) => [bits - 1, bits + 1].filter((next) => next >= min && next <= max).map((next) => ({ bits: next })) : undefined)
          }
        />
        <NumberField
          label={t('controls.bitsNumber')}
          value={bits}
          min={min}
          max={max}
          step={1}
          maxInteger={255}
          fault={faultOf('bits')}
          onCommit={(value) => change({ settings: { bits: value } })}
        />
      </div>
      <Fault field="bits" />
    </Field>
  );
};

const QuickBits = () => {
  const now = useComputed(() => state.value.settings.bits).value;
  return (
    <div class="together">
      {QUICK_BITS.map((bits) => (
        <button
          key={bits}
          type="button"
          class="quick"
          aria-label={t('controls.bitCount', { count: bits })}
          aria-pressed={now === bits}
          onClick={() => change({ settings: { bits } })}
        >
          {bits}
        </button>
      ))}
    </div>
  );
};

export const Signed = () => {
  const signed = useComputed(() => state.value.settings.signed).value;
  return (
    <div class="field quick-bits">
      <QuickBits />
      <label class="check">
        <input type="checkbox" checked={signed} onChange={(event) => change({ settings: { signed: event.currentTarget.checked } })} />
        {t('controls.signed')}
      </label>
    </div>
  );
};
