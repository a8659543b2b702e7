/**
 * Whose formulas, and which rounding rule.
 */
import { useComputed } from '@preact/signals';
import type { Preset, Rounding } from '../engine/wasm';
import { change, conventionWords, state } from '../state/store';
import { Field } from '../ui/field';
import { AgainIcon } from '../ui/icons';
import { U32 } from '../ui/number-field';
import { Disagreements } from './disagreements';

const PRESETS: readonly { preset: Preset; words: string }[] = [
  { preset: 'article', words: 'Textbook' },
  { preset: 'torch', words: 'PyTorch' },
  { preset: 'torchao', words: 'torchao' },
  { preset: 'torchao-no-clip', words: 'torchao, no clipping' },
  { preset: 'onnx', words: 'ONNX Runtime' },
  { preset: 'tensorrt', words: 'TensorRT' },
  { preset: 'distiller', words: 'Distiller' },
  { preset: 'distiller-restricted', words: 'Distiller, restricted' },
  { preset: 'gptq', words: 'GPTQ' },
  { preset: 'ggml', words: 'ggml' },
];

const RULES: readonly { rounding: Rounding; words: string; meaning: string }[] = [
  { rounding: 'half-even', words: 'Half to even', meaning: 'To the nearest; ties to even: 2.5 becomes 2 and 3.5 becomes 4.' },
  { rounding: 'half-away', words: 'Half away from 0', meaning: 'To the nearest; ties away from 0: 2.5 becomes 3 and −2.5 becomes −3.' },
  { rounding: 'toward-zero', words: 'Toward zero', meaning: '2.9 becomes 2 and −2.9 becomes −2.' },
  { rounding: 'stochastic', words: 'Stochastic', meaning: '2.3 becomes 3 in three draws of ten.' },
];

/** A convention's name. */
export const conventionName = (convention: Preset): string => PRESETS.find(({ preset }) => preset === convention)?.words ?? convention;

/** A rounding rule's name. */
export const roundingName = (rule: Rounding): string => RULES.find(({ rounding }) => rounding === rule)?.words ?? rule;

export const Convention = () => {
  const convention = useComputed(() => state.value.settings.convention).value;
  return (
    <Field label="Convention" term="convention">
      <div class="together">
        <select
          aria-label="Convention"
          aria-describedby="convention-words"
          title={conventionWords(convention)}
          onChange={(event) => change({ settings: { convention: event.currentTarget.value as Preset } })}
        >
          {PRESETS.map(({ preset, words }) => (
            <option key={preset} value={preset} selected={preset === convention}>
              {words}
            </option>
          ))}
        </select>
        <Disagreements nameOf={conventionName} />
      </div>
      <p class="hidden-words" id="convention-words">
        {conventionWords(convention)}
      </p>
    </Field>
  );
};

export const RoundingRule = () => {
  const rounding = useComputed(() => state.value.settings.rounding).value;
  const draw = useComputed(() => state.value.settings.draw).value;
  const rule = RULES.find((candidate) => candidate.rounding === rounding);
  return (
    <Field label="Rounding" term="rounding">
      <div class="together">
        <select
          aria-label="Rounding"
          aria-describedby="rounding-words"
          title={rule?.meaning}
          onChange={(event) => change({ settings: { rounding: event.currentTarget.value as Rounding } })}
        >
          {RULES.map((candidate) => (
            <option key={candidate.rounding} value={candidate.rounding} selected={candidate.rounding === rounding}>
              {candidate.words}
            </option>
          ))}
        </select>
        {rounding === 'stochastic' && (
          <button
            type="button"
            aria-label="Draw again"
            title="Draw again"
            class="step-button"
            onClick={() => change({ settings: { draw: (draw + 1) % (U32 + 1) } })}
          >
            <AgainIcon />
          </button>
        )}
      </div>
      <p class="hidden-words" id="rounding-words">
        {rule?.meaning}
      </p>
    </Field>
  );
};
