/**
 * The parameters of the method in its card, and whether the bias is corrected.
 */
import { useComputed } from '@preact/signals';
import type { ColumnOrder, Method } from '../../../engine/wasm';
import { t } from '../../../i18n';
import { changeLayer, layerFound, layerSettings } from '../../../state/layer/layer';
import { Choice } from '../../../ui/choice';
import { NumberField, U32 } from '../../number-field';

const ORDERS: readonly ColumnOrder[] = ['given', 'activation'];

type Of<Name extends Method['name']> = Extract<Method, { name: Name }>;

const change = (method: Method): void => changeLayer({ method });

const Gptq = ({ method }: { method: Of<'gptq'> }) => (
  <>
    <div class="menu-line">
      <span>{t('layer.control.order')}</span>
      <Choice
        label={t('layer.control.order')}
        value={method.order}
        options={ORDERS.map((one) => [one, t(one === 'given' ? 'layer.control.given' : 'layer.control.activation')])}
        onChange={(order) => change({ ...method, order })}
      />
    </div>
    <label class="menu-line">
      <span>{t('layer.control.damping')}</span>
      <NumberField
        label={t('layer.control.damping')}
        value={Number(method.damping.toPrecision(6))}
        min={0.001}
        max={1}
        step={0.01}
        onCommit={(damping) => change({ ...method, damping })}
      />
    </label>
  </>
);

/** Powers of two that divide a row. */
const blocksOf = (columns: number): number[] => [16, 32, 64, 128, 256, 512].filter((block) => columns % block === 0);

const Hadamard = ({ method }: { method: Of<'hadamard'> }) => {
  const columns = useComputed(() => layerFound.value?.outcome.report.columns ?? 0).value;
  const whole = '';
  return (
    <>
      <label class="menu-line">
        <span>{t('layer.control.block')}</span>
        <select
          aria-label={t('layer.control.block')}
          onChange={({ currentTarget: { value } }) => change({ ...method, block: value === whole ? undefined : Number(value) })}
        >
          <option value={whole} selected={method.block === undefined}>
            {t('layer.control.whole')}
          </option>
          {blocksOf(columns).map((block) => (
            <option key={block} value={block} selected={block === method.block}>
              {block}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={method.seed !== undefined}
          onChange={({ currentTarget: { checked } }) => change({ ...method, seed: checked ? 1 : undefined })}
        />
        {t('layer.control.signs')}
      </label>
      {method.seed !== undefined && (
        <label class="menu-line">
          <span>{t('layer.control.seed')}</span>
          <NumberField
            label={t('layer.control.seed')}
            value={method.seed}
            min={0}
            step={1}
            maxInteger={U32}
            onCommit={(seed) => change({ ...method, seed })}
          />
        </label>
      )}
    </>
  );
};

const Awq = ({ method }: { method: Of<'awq'> }) => (
  <label class="menu-line">
    <span>{t('layer.control.ratios')}</span>
    <NumberField
      label={t('layer.control.ratios')}
      value={method.ratios}
      min={1}
      max={100}
      step={1}
      least={1}
      maxInteger={100}
      onCommit={(ratios) => change({ ...method, ratios })}
    />
  </label>
);

const LlmInt8 = ({ method }: { method: Of<'llm-int8'> }) => (
  <label class="menu-line">
    <span>{t('layer.control.threshold')}</span>
    <NumberField
      label={t('layer.control.threshold')}
      value={Number(method.threshold.toPrecision(6))}
      min={0.1}
      step={0.5}
      onCommit={(threshold) => change({ ...method, threshold })}
    />
  </label>
);

const OfMethod = ({ method }: { method: Method }) => {
  switch (method.name) {
    case 'gptq':
      return <Gptq method={method} />;
    case 'hadamard':
      return <Hadamard method={method} />;
    case 'awq':
      return <Awq method={method} />;
    case 'llm-int8':
      return <LlmInt8 method={method} />;
    default:
      return null;
  }
};

export const MethodParameters = () => {
  const { method, bias_correction: corrects } = useComputed(() => layerSettings.value).value;
  return (
    <>
      <OfMethod method={method} />
      <label class="check" title={t('layer.control.biasSays')}>
        <input type="checkbox" checked={corrects} onChange={({ currentTarget: { checked } }) => changeLayer({ bias_correction: checked })} />
        {t('layer.control.biasCorrection')}
      </label>
    </>
  );
};
