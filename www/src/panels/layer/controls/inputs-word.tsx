/**
 * How the inputs are rounded, as a word: not at all, with the ranges of the tokens at hand, or with the range of the calibration tokens.
 */
import { useComputed } from '@preact/signals';
import { startOfInputs } from '../../../engine/layer';
import type { Granularity, InputRounding, Scheme, Settings } from '../../../engine/wasm';
import { t } from '../../../i18n';
import { changeLayer, layerSettings } from '../../../state/layer/layer';
import { Choice } from '../../../ui/choice';
import { Choices } from '../../../ui/sentence/choices';
import { Word } from '../../../ui/sentence/word';
import { inputWords } from '../names';

const KINDS: readonly InputRounding['kind'][] = ['exact', 'dynamic', 'static'];
const BITS = [2, 3, 4, 5, 6, 8] as const;
const SHARES: readonly Granularity[] = ['row', 'tensor'];
const SCHEMES: readonly Scheme[] = ['symmetric', 'asymmetric'];

/** The settings that the inputs have, or would start from. */
const settingsOf = (inputs: InputRounding): Settings => (inputs.kind === 'exact' ? startOfInputs() : inputs.settings);

const chooseKind = (kind: InputRounding['kind']): void => {
  const settings = settingsOf(layerSettings.peek().inputs);
  changeLayer({ inputs: kind === 'exact' ? { kind } : { kind, settings } });
};

const changeInputs = (by: Partial<Settings>): void => {
  const { inputs } = layerSettings.peek();
  if (inputs.kind !== 'exact') changeLayer({ inputs: { ...inputs, settings: { ...inputs.settings, ...by } } });
};

const Parameters = ({ inputs }: { inputs: Exclude<InputRounding, { kind: 'exact' }> }) => {
  const { bits, scheme, granularity } = inputs.settings;
  return (
    <>
      <div class="menu-line">
        <span>{t('controls.bits')}</span>
        <Choice
          label={t('layer.control.inputBits')}
          value={String(bits)}
          options={BITS.map((one) => [String(one), String(one)])}
          onChange={(one) => changeInputs({ bits: Number(one) })}
        />
      </div>
      <div class="menu-line">
        <span>{t('controls.scheme')}</span>
        <Choice
          label={t('layer.control.inputScheme')}
          value={scheme}
          options={SCHEMES.map((one) => [one, t(`layer.scheme.${one === 'asymmetric' ? 'asymmetric' : 'symmetric'}`)])}
          onChange={(one) => changeInputs({ scheme: one, signed: one === 'symmetric' })}
        />
      </div>
      {inputs.kind === 'dynamic' && (
        <div class="menu-line">
          <span>{t('controls.granularity')}</span>
          <Choice
            label={t('layer.control.inputShare')}
            value={granularity}
            options={SHARES.map((one) => [one, t(one === 'row' ? 'layer.control.token' : 'layer.control.allTokens')])}
            onChange={(one) => changeInputs({ granularity: one })}
          />
        </div>
      )}
    </>
  );
};

export const InputsWord = () => {
  const { inputs } = useComputed(() => layerSettings.value).value;
  return (
    <Word label={t('layer.control.inputs')} phrase={t('layer.control.inputsAre', { inputs: inputWords(inputs) })} kind="inputs-card">
      <Choices
        label={t('layer.control.inputs')}
        value={inputs.kind}
        lines={[{ of: KINDS.map((one) => [one, t(`layer.kind.${one}`)] as const) }]}
        onChoose={chooseKind}
      />
      <p class="hint">{t(`layer.kindSays.${inputs.kind}`)}</p>
      {inputs.kind !== 'exact' && <Parameters inputs={inputs} />}
    </Word>
  );
};
