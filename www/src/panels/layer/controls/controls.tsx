/**
 * The words that follow those of the weight: the method and its parameter, how inputs are rounded, which tokens calibrate, and where
 * the inputs come from.
 */
import { useComputed } from '@preact/signals';
import { layerMethods } from '../../../engine/layer';
import { whole } from '../../../engine/numbers';
import type { Method } from '../../../engine/wasm';
import { t } from '../../../i18n';
import { hasInputs } from '../../../state/analysis/outputs';
import { changeLayer, layerFound, layerSettings, type MethodName } from '../../../state/layer/layer';
import { formatNumber, settle, state } from '../../../state/store';
import { Choices } from '../../../ui/sentence/choices';
import { Word } from '../../../ui/sentence/word';
import { Slider } from '../../../ui/slider';
import { NumberField } from '../../number-field';
import { InputsChoice } from '../../readout/outputs';
import { InputsWord } from './inputs-word';
import { methodWords } from '../names';
import { MethodParameters } from './parameters';

/** Takes a method with the parameters that it starts from. */
export const chooseMethod = (name: MethodName): void => {
  const method = layerMethods().find((one) => one.name === name);
  if (method && layerSettings.peek().method.name !== name) changeLayer({ method });
};

const MethodWord = () => {
  const { name } = useComputed(() => layerSettings.value.method).value;
  return (
    <Word label={t('layer.control.method')} phrase={t('layer.control.methodIs', { method: methodWords(name) })} kind="method-card">
      <Choices
        label={t('layer.control.method')}
        value={name}
        lines={[{ of: layerMethods().map((one) => [one.name, methodWords(one.name)] as const) }]}
        onChoose={chooseMethod}
      />
      <p class="hint">{t(`layer.says.${name}`)}</p>
      <MethodParameters />
    </Word>
  );
};

const Alpha = ({ alpha }: { alpha: number }) => {
  const words = formatNumber(Number(alpha.toPrecision(3)));
  return (
    <span class="layer-parameter">
      <span title={t('layer.control.alphaSays')}>{t('layer.control.alpha')}</span>
      <Slider
        label={t('layer.control.alphaSays')}
        value={alpha}
        words={words}
        min={0}
        max={1}
        step={0.05}
        onSlide={(next) => changeLayer({ method: { name: 'smooth-quant', alpha: next } }, 'during')}
        onSettle={settle}
      />
      <output>{words}</output>
    </span>
  );
};

/** The parameter of the method that is changed while one looks. */
const Parameter = ({ method }: { method: Method }) => (method.name === 'smooth-quant' ? <Alpha alpha={method.alpha} /> : null);

/** How many tokens calibrate, of how many. */
const Calibration = () => {
  const found = layerFound.value;
  if (!found) return null;
  const { calibration, evaluation } = found.outcome.report;
  const used = calibration?.tokens.length ?? 0;
  const all = used + evaluation.tokens.length;
  return (
    <Word
      label={t('layer.control.calibration')}
      phrase={t('layer.control.calibrationIs', { n: whole(used), all: whole(all) })}
      kind="calibration-card"
    >
      <label class="menu-line">
        <span>{t('layer.control.calibration')}</span>
        <NumberField
          label={t('layer.control.calibration')}
          value={used}
          min={0}
          max={all - 1}
          step={1}
          maxInteger={all - 1}
          onCommit={(tokens) => changeLayer({ calibration: tokens })}
        />
      </label>
      <p class="hint">{t('layer.control.calibrationSays')}</p>
    </Word>
  );
};

/** Where the inputs come from. */
const SourceWord = () => {
  const kind = useComputed(() => (hasInputs(state.value) && state.value.inputs.kind !== 'importance' ? state.value.inputs.kind : 'none')).value;
  return (
    <Word label={t('layer.control.source')} phrase={t(`layer.source.${kind}`)} kind="inputs-card">
      <InputsChoice />
    </Word>
  );
};

export const LayerControls = () => {
  const method = useComputed(() => layerSettings.value.method).value;
  return (
    <div class="layer-words">
      <MethodWord />
      <Parameter method={method} />
      <InputsWord />
      <SourceWord />
      <Calibration />
    </div>
  );
};
