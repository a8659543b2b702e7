/**
 * The points and the network of a training as words that open their choices in place.
 */
import type { Activation, DataSet, TrainingSettings } from '../../engine/wasm';
import { editable, shortest } from '../../engine/numbers';
import { t } from '../../i18n';
import { choose } from '../../state/training/training';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { NumberField, U32 } from '../number-field';
import { FloatLearning } from './learning-word';
import { Line } from './parts';

const DATA: readonly DataSet[] = ['spirals', 'circles', 'xor', 'gaussians', 'moons', 'curve'];
const ACTIVATIONS: readonly Activation[] = ['tanh', 'relu', 'leaky-relu'];
const NEURONS = { least: 2, most: 32 };
const MOST_LAYERS = 4;

type Props = { of: TrainingSettings };

export const DataWord = ({ of: { recipe } }: Props) => {
  const { data } = recipe;
  const set = (by: Partial<typeof data>): void => choose({ recipe: { ...recipe, data: { ...data, ...by } } });
  const name = t(`training.data.${data.set}`);
  return (
    <Word label={t('training.dataLabel')} phrase={t('training.dataPhrase', { name, noise: editable(shortest(data.noise)) })} kind="training-card">
      <Choices
        label={t('training.dataLabel')}
        value={data.set}
        lines={[{ of: DATA.map((one) => [one, t(`training.data.${one}`)] as const) }]}
        onChoose={(to) => set({ set: to })}
      />
      <Line label={t('training.noise')}>
        <NumberField label={t('training.noise')} value={shortest(data.noise)} min={0} max={1} step={0.01} onCommit={(noise) => set({ noise })} />
      </Line>
      <Line label={t('training.points')}>
        <NumberField
          label={t('training.points')}
          value={data.points}
          min={10}
          max={1000}
          least={10}
          maxInteger={1000}
          onCommit={(points) => set({ points })}
        />
      </Line>
      <Line label={t('training.dataSeed')}>
        <NumberField label={t('training.dataSeed')} value={data.seed} min={0} max={U32} maxInteger={U32} onCommit={(seed) => set({ seed })} />
      </Line>
    </Word>
  );
};

/** A hidden layer's neurons with buttons that add and remove one. */
const Neurons = ({ hidden, layer, onChange }: { hidden: readonly number[]; layer: number; onChange: (to: number[]) => void }) => {
  const count = hidden[layer] ?? NEURONS.least;
  const by = (change: number): void => onChange(hidden.map((n, i) => (i === layer ? n + change : n)));
  const label = t('training.layerNumber', { n: layer + 1 });
  return (
    <Line label={label}>
      <span class="training-counter" role="group" aria-label={label}>
        <button type="button" aria-label={t('training.fewerNeurons')} disabled={count <= NEURONS.least} onClick={() => by(-1)}>
          −
        </button>
        <output aria-live="polite">{t('training.neurons', { n: count })}</output>
        <button type="button" aria-label={t('training.moreNeurons')} disabled={count >= NEURONS.most} onClick={() => by(1)}>
          +
        </button>
      </span>
    </Line>
  );
};

export const NetworkWord = ({ of }: Props) => {
  const { recipe, output_bounds: bounds } = of;
  const { hidden } = recipe;
  const set = (by: Partial<typeof recipe>): void => choose({ recipe: { ...recipe, ...by } });
  const phrase = t('training.networkPhrase', { neurons: hidden.join(' + '), activation: t(`training.activation.${recipe.activation}`) });
  return (
    <Word label={t('training.network')} phrase={phrase} kind="training-card">
      {hidden.map((_, layer) => (
        <Neurons key={layer} hidden={hidden} layer={layer} onChange={(to) => set({ hidden: to })} />
      ))}
      <div class="training-buttons">
        <button type="button" disabled={hidden.length <= 1} onClick={() => set({ hidden: hidden.slice(0, -1) })}>
          {t('training.removeLayer')}
        </button>
        <button type="button" disabled={hidden.length >= MOST_LAYERS} onClick={() => set({ hidden: [...hidden, hidden.at(-1) ?? NEURONS.least] })}>
          {t('training.addLayer')}
        </button>
      </div>
      <Choices
        label={t('training.activationLabel')}
        value={recipe.activation}
        lines={[{ title: t('training.activationLabel'), of: ACTIVATIONS.map((one) => [one, t(`training.activation.${one}`)] as const) }]}
        onChoose={(activation) =>
          // Bounds from 0 on are for outputs that are not negative.
          choose({ recipe: { ...recipe, activation }, output_bounds: activation === 'relu' ? bounds : 'observed' })
        }
      />
      <Line label={t('training.seed')}>
        <NumberField label={t('training.seed')} value={recipe.seed} min={0} max={U32} maxInteger={U32} onCommit={(seed) => set({ seed })} />
      </Line>
      <FloatLearning of={of} />
    </Word>
  );
};
