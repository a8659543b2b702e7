/**
 * The parameters of block formats, and the bound of PACT.
 */
import type { Nvfp4Rule, ScaleRule } from '../../engine/wasm';
import { t } from '../../i18n';
import { hasImportance } from '../../state/analysis/outputs';
import { change, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NumberField } from '../number-field';
import { Select } from '../../ui/select';
import { optionsOf } from './schemes';

/** The scale rules by their names in the libraries. */
const RULES: readonly (readonly [ScaleRule, string])[] = [
  ['floor', 'FLOOR (OCP)'],
  ['ceil', 'CEIL'],
  ['even', 'EVEN'],
  ['even-fp4', 'EVEN, 1 bit (compressed-tensors)'],
  ['rceil', 'RCEIL (cuBLAS)'],
];

/** The block sizes of bitsandbytes. */
const SIZES = [32, 64, 128, 256, 512, 1024, 2048, 4096];

const MxRule = () => {
  const { rule } = state.value.settings;
  return (
    <>
      <Select label={t('controls.rule')} term="rule" value={rule} options={RULES} onChange={(value) => change({ settings: { rule: value } })} />
      <p class="hint">{t(`controls.ruleSays.${rule}`)}</p>
    </>
  );
};

/** Whose arithmetic NVFP4 follows, by the libraries' names. */
const NVFP4_RULES: readonly (readonly [Nvfp4Rule, string])[] = [
  ['torchao', 'torchao'],
  ['modelopt', 'modelopt'],
  ['compressed-tensors', 'compressed-tensors (vLLM)'],
];

/** The library, and what it leaves to be chosen: the others than torchao always have a scale for the tensor. */
const Nvfp4Levels = () => {
  const { nvfp4, two_level } = state.value.settings;
  return (
    <>
      <Select
        label={t('controls.rule')}
        term="rule"
        value={nvfp4}
        options={NVFP4_RULES}
        onChange={(value) => change({ settings: { nvfp4: value } })}
      />
      <p class="hint">{t(`controls.nvfp4Says.${nvfp4}`)}</p>
      {nvfp4 === 'torchao' && (
        <label class="check">
          <input type="checkbox" checked={two_level} onChange={(event) => change({ settings: { two_level: event.currentTarget.checked } })} />
          {t('controls.tensorScale')}
        </label>
      )}
    </>
  );
};

const BlockSize = () => {
  const { block, nested } = state.value.settings;
  return (
    <>
      <Field label={t('controls.block')} term="block">
        <select
          aria-label={t('controls.blockSize')}
          {...faultOf('block')}
          onChange={(event) => change({ settings: { block: Number(event.currentTarget.value) } })}
        >
          {[...new Set([...SIZES, block])].map((size) => (
            <option key={size} value={size} selected={size === block}>
              {t('controls.blockValues', { count: size })}
            </option>
          ))}
        </select>
        <Fault field="block" />
      </Field>
      <label class="check">
        <input type="checkbox" checked={nested} onChange={(event) => change({ settings: { nested: event.currentTarget.checked } })} />
        {t('controls.nested')}
      </label>
    </>
  );
};

/** Whether errors count by the inputs, where something is known of these. */
const Imatrix = () => {
  const { imatrix } = state.value.settings;
  if (!imatrix && !hasImportance(state.value)) return null;
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={imatrix}
          {...faultOf('imatrix')}
          onChange={(event) => change({ settings: { imatrix: event.currentTarget.checked } })}
        />
        {t('controls.imatrix')}
      </label>
      <Fault field="imatrix" />
      <p class="hint">{t('controls.imatrixSays')}</p>
    </>
  );
};

export const BlockParameters = () => {
  const { scheme, alpha } = state.value.settings;
  const { block, imatrix } = optionsOf(scheme);
  return (
    <>
      {block > 0 && (
        <Field label={t('controls.block')} term="block">
          <span>{t('controls.blockRow', { count: block })}</span>
          <Fault field="block" />
        </Field>
      )}
      {imatrix && <Imatrix />}
      {scheme.startsWith('mx-') && <MxRule />}
      {scheme === 'nvfp4' && <Nvfp4Levels />}
      {scheme.startsWith('bnb-') && <BlockSize />}
      {scheme === 'pact' && (
        <Field label={t('controls.bound')} term="alpha">
          <NumberField
            label={t('controls.boundUnits')}
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
