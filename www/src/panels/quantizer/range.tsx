/**
 * The range method and its parameter.
 */
import { useComputed } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { RangeMethod, Settings } from '../../engine/wasm';
import { t, type Translate } from '../../i18n';
import { hasImportance } from '../../state/analysis/outputs';
import { change, rangeMethods, shown, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NumberField } from '../number-field';
import { shortest } from '../../engine/numbers';

type Group = { title: 'plain' | 'search' | 'entropy' | 'closed' | 'zeroPoint'; of: readonly RangeMethod[] };

const METHODS: readonly Group[] = [
  { title: 'plain', of: ['min-max', 'percentile', 'ort-percentile', 'tensorrt-percentile', 'sigma', 'moving-average', 'clip'] },
  { title: 'search', of: ['mse', 'weighted', 'gptq', 'torch-histogram', 'tensorrt-mse'] },
  { title: 'entropy', of: ['ort-entropy', 'tensorrt-entropy'] },
  { title: 'closed', of: ['aciq-gauss', 'aciq-laplace'] },
  { title: 'zeroPoint', of: ['hqq'] },
];

/** A method's name. */
export const methodName = (method: RangeMethod, translate: Translate = t): string => translate(`controls.method.${method}.name`);

/** A range set by hand starts as the one on show. */
export const chooseRange = (method: RangeMethod): void => {
  const on = shown.value?.frame.readout.range;
  change({ settings: method === 'clip' && on ? { range: method, clip_lo: shortest(on.lo), clip_hi: shortest(on.hi) } : { range: method } });
};

const Percentile = () => (
  <div class="together">
    <NumberField
      label={t('controls.percentKept')}
      unit="%"
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
      label={t('controls.sigmasKept')}
      unit="σ"
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
        label={t('controls.clipLow')}
        value={shortest(lo)}
        step="any"
        fault={faultOf('clip')}
        onCommit={(value) => change({ settings: { clip_lo: value } })}
      />
      {t('controls.to')}
      <NumberField
        class="number-wide"
        label={t('controls.clipHigh')}
        value={shortest(hi)}
        step="any"
        fault={faultOf('clip')}
        onCommit={(value) => change({ settings: { clip_hi: value } })}
      />
    </div>
  );
};

/** The parameter of a method that has one. */
const PARAMETER: Partial<Record<RangeMethod, () => ComponentChild>> = {
  percentile: Percentile,
  'ort-percentile': Percentile,
  'tensorrt-percentile': Percentile,
  sigma: Sigmas,
  clip: Clip,
};

/** The methods that settings can use, by kind, each with its name. One that the scheme cannot use is listed while it is chosen: the message beside it says why. */
export const methodsFor = (settings: Settings) => {
  const methods = rangeMethods(settings);
  const isWeighable = methods.length > 0 && hasImportance(state.value);
  return METHODS.map(({ title, of }) => ({
    title,
    words: t(`controls.methods.${title}`),
    of: of
      .filter((one) => methods.includes(one) || one === settings.range || (one === 'weighted' && isWeighable))
      .map((one) => [one, methodName(one)] as const),
  })).filter(({ of }) => of.length > 0);
};

/** The parameter of a method that has one, with its label. */
export const RangeParameter = ({ method }: { method: RangeMethod }) => {
  const Parameter = PARAMETER[method];
  if (!Parameter) return null;
  return (
    <div class="field">
      <span>{t(method === 'clip' ? 'controls.from' : 'controls.keeps')}</span>
      <Parameter />
      <Fault field="percentile" />
      <Fault field="sigmas" />
    </div>
  );
};

export const RangeChoice = () => {
  const method = useComputed(() => state.value.settings.range).value;
  const groups = useComputed(() => methodsFor(state.value.settings)).value;
  return (
    <>
      <Field label={t('controls.range')} term="method">
        <select
          aria-label={t('controls.range')}
          aria-describedby="range-words"
          onChange={(event) => chooseRange(event.currentTarget.value as RangeMethod)}
        >
          {groups.map(({ title, words, of }) => (
            <optgroup key={title} label={words}>
              {of.map(([choice, name]) => (
                <option key={choice} value={choice} selected={choice === method}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <RangeParameter method={method} />
      <p class={PARAMETER[method] ? 'hidden-words' : 'hint'} id="range-words">
        {t(`controls.method.${method}.says`)}
      </p>
      <Fault field="range" />
      <Fault field="clip" />
    </>
  );
};
