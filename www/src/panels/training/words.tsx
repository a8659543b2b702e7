/**
 * The settings of a training as words that open their choices in place.
 */
import type { ComponentChildren } from 'preact';
import type { Activation, DataSet, Estimator, TrainingSettings } from '../../engine/wasm';
import { editable, shortest } from '../../engine/numbers';
import { t } from '../../i18n';
import { choose } from '../../state/training/training';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { NumberField, U32 } from '../number-field';

const DATA: readonly DataSet[] = ['spirals', 'circles', 'xor', 'gaussians', 'moons', 'curve'];
const ACTIVATIONS: readonly Activation[] = ['tanh', 'relu', 'leaky-relu'];
const ESTIMATORS: readonly Estimator[] = ['true', 'identity', 'masked', 'learned-scale'];
const NEURONS = { least: 2, most: 32 };
const MOST_LAYERS = 4;

type Props = { of: TrainingSettings };

/** A number with its name, within a word's card. */
const Line = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="training-line">
    <span>{label}</span>
    {children}
  </div>
);

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

export const NetworkWord = ({ of: { recipe } }: Props) => {
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
        onChoose={(activation) => set({ activation })}
      />
      <Line label={t('training.seed')}>
        <NumberField label={t('training.seed')} value={recipe.seed} min={0} max={U32} maxInteger={U32} onCommit={(seed) => set({ seed })} />
      </Line>
    </Word>
  );
};

export const ScalesWord = ({ of: { by_row: byRow } }: Props) => (
  <Word label={t('training.scalesLabel')} phrase={t('training.scalesPhrase', { scales: t(byRow ? 'training.byRow' : 'training.byTensor') })}>
    <Choices
      label={t('training.scalesLabel')}
      value={byRow ? 'row' : 'tensor'}
      lines={[
        {
          of: [
            ['row', t('training.byRow')],
            ['tensor', t('training.byTensor')],
          ],
        },
      ]}
      onChoose={(to) => choose({ by_row: to === 'row' })}
    />
  </Word>
);

const OUTPUT_BITS = [8, 6, 4, 3, 2];

export const OutputsWord = ({ of: { output_bits: bits } }: Props) => {
  const named = (one: number): string => (one === 0 ? t('training.inFloat') : t('controls.bitCount', { count: one }));
  return (
    <Word label={t('training.outputsLabel')} phrase={t('training.outputsPhrase', { bits: named(bits ?? 0) })}>
      <Choices
        label={t('training.outputsLabel')}
        value={bits ?? 0}
        lines={[{ of: [0, ...OUTPUT_BITS].map((one) => [one, named(one)] as const) }]}
        onChoose={(to) => choose({ output_bits: to === 0 ? undefined : to })}
      />
    </Word>
  );
};

export const EstimatorWord = ({ of: { estimator } }: Props) => (
  <Word label={t('training.estimatorLabel')} phrase={t('training.estimatorPhrase', { estimator: t(`training.estimator.${estimator}`) })}>
    <Choices
      label={t('training.estimatorLabel')}
      value={estimator}
      lines={ESTIMATORS.map((one) => ({ of: [[one, t(`training.estimatorLong.${one}`)] as const] }))}
      onChoose={(to) => choose({ estimator: to })}
    />
  </Word>
);

export const RateWord = ({ of: { healing, start } }: Props) => {
  const set = (by: Partial<typeof healing>): void => choose({ healing: { ...healing, ...by } });
  return (
    <Word label={t('training.rate')} phrase={t('training.ratePhrase', { rate: editable(shortest(healing.rate)) })} kind="training-card">
      <Line label={t('training.rate')}>
        <NumberField label={t('training.rate')} value={shortest(healing.rate)} min={0} max={10} step={0.005} onCommit={(rate) => set({ rate })} />
      </Line>
      <Line label={t('training.steps')}>
        <NumberField
          label={t('training.steps')}
          value={healing.steps}
          min={1}
          max={10_000}
          least={1}
          maxInteger={10_000}
          onCommit={(steps) => set({ steps })}
        />
      </Line>
      <Choices
        label={t('training.decayLabel')}
        value={healing.decay}
        lines={[{ title: t('training.decayLabel'), of: (['cosine', 'constant'] as const).map((one) => [one, t(`training.decay.${one}`)] as const) }]}
        onChoose={(decay) => set({ decay })}
      />
      <Choices
        label={t('training.startLabel')}
        value={start}
        lines={[{ title: t('training.startLabel'), of: (['float', 'random'] as const).map((one) => [one, t(`training.start.${one}`)] as const) }]}
        onChoose={(to) => choose({ start: to })}
      />
    </Word>
  );
};
