/**
 * Which layer's weights are shown, and which of them is followed.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { lookAt, settings, shown } from '../../state/training/training';
import { NumberField } from '../number-field';

export const WeightSelect = () => {
  const layers = useComputed(() => shown.value?.frame.layers).value;
  const now = settings.value;
  if (!now || !layers) return null;
  const count = layers[now.layer] ?? 1;
  return (
    <p class="training-words">
      <label>
        {t('training.layer')}{' '}
        <select value={now.layer} onChange={(event) => lookAt(Number(event.currentTarget.value), 0)}>
          {layers.map((_, layer) => (
            <option key={layer} value={layer}>
              {layer + 1}
            </option>
          ))}
        </select>
      </label>
      <span>
        {t('training.weight')}{' '}
        <NumberField
          label={t('training.weight')}
          value={Math.min(now.weight + 1, count)}
          min={1}
          max={count}
          least={1}
          maxInteger={count}
          onCommit={(weight) => lookAt(now.layer, weight - 1)}
        />
      </span>
    </p>
  );
};
