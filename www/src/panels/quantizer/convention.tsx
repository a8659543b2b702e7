/**
 * The convention and the rounding rule.
 */
import { useComputed } from '@preact/signals';
import type { Preset, Rounding } from '../../engine/wasm';
import { t, type Translate } from '../../i18n';
import { change, conventionWords, state, withCodesOffered } from '../../state/store';
import { Field } from '../../ui/field';
import { AgainIcon } from '../../ui/icons';
import { Fault, faultOf } from '../fault';
import { U32 } from '../number-field';
import { Disagreements } from './disagreements';

const PRESETS: readonly Preset[] = [
  'article',
  'torch',
  'torchao',
  'torchao-no-clip',
  'onnx',
  'tensorrt',
  'distiller',
  'distiller-restricted',
  'gptq',
  'ggml',
  'compressed-tensors',
  'coremltools',
  'nncf',
  'litert',
  'quanto',
  'mlx',
  'awq',
  'neural-compressor',
  'neural-compressor-full',
  'qwix',
];

const RULES: readonly Rounding[] = ['half-even', 'half-away', 'toward-zero', 'stochastic'];

/** A convention's name. */
export const conventionName = (convention: Preset, translate: Translate = t): string => translate(`controls.preset.${convention}`);

/** A rounding rule's name. */
export const roundingName = (rule: Rounding, translate: Translate = t): string => translate(`controls.roundingRule.${rule}.name`);

export const Convention = () => {
  const convention = useComputed(() => state.value.settings.convention).value;
  return (
    <Field label={t('controls.convention')} term="convention">
      <div class="together">
        <select
          aria-label={t('controls.convention')}
          aria-describedby="convention-words"
          title={conventionWords(convention)}
          {...faultOf('convention')}
          onChange={(event) => {
            const { settings } = state.value;
            change({ settings: withCodesOffered({ ...settings, convention: event.currentTarget.value as Preset }) });
          }}
        >
          {PRESETS.map((preset) => (
            <option key={preset} value={preset} selected={preset === convention}>
              {conventionName(preset)}
            </option>
          ))}
        </select>
        <Disagreements nameOf={conventionName} />
      </div>
      <p class="hidden-words" id="convention-words">
        {conventionWords(convention)}
      </p>
      <Fault field="convention" />
    </Field>
  );
};

export const RoundingRule = () => {
  const rounding = useComputed(() => state.value.settings.rounding).value;
  const draw = useComputed(() => state.value.settings.draw).value;
  const meaning = t(`controls.roundingRule.${rounding}.says`);
  return (
    <Field label={t('controls.rounding')} term="rounding">
      <div class="together">
        <select
          aria-label={t('controls.rounding')}
          aria-describedby="rounding-words"
          title={meaning}
          onChange={(event) => change({ settings: { rounding: event.currentTarget.value as Rounding } })}
        >
          {RULES.map((candidate) => (
            <option key={candidate} value={candidate} selected={candidate === rounding}>
              {roundingName(candidate)}
            </option>
          ))}
        </select>
        {rounding === 'stochastic' && (
          <button
            type="button"
            aria-label={t('controls.drawAgain')}
            title={t('controls.drawAgain')}
            class="step-button"
            onClick={() => change({ settings: { draw: (draw + 1) % (U32 + 1) } })}
          >
            <AgainIcon />
          </button>
        )}
      </div>
      <p class="hidden-words" id="rounding-words">
        {meaning}
      </p>
    </Field>
  );
};
