/**
 * How a network learns: the rate and the steps; folded away the optimizer, mini-batches and the start.
 */
import type { Learning, TrainingSettings } from '../../engine/wasm';
import { editable, shortest, whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { choose } from '../../state/training/training';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { NumberField } from '../number-field';
import { Line, More } from './parts';

const MOST_STEPS = 10_000;
/** Points in a step; 0 for all. */
const BATCHES = [0, 256, 64, 16];
const MOMENTUM = 0.9;

type Props = { of: Learning; onChange: (by: Partial<Learning>) => void };

const hasMethod = ({ optimizer, batch }: Learning): boolean => optimizer !== 'adam' || batch !== undefined;

/** The rate and the steps. */
const Pace = ({ of: { rate, decay, steps }, onChange }: Props) => (
  <>
    <Line label={t('training.rate')}>
      <NumberField label={t('training.rate')} value={shortest(rate)} min={0} max={10} step={0.005} onCommit={(to) => onChange({ rate: to })} />
    </Line>
    <Line label={t('training.steps')}>
      <NumberField
        label={t('training.steps')}
        value={steps}
        min={1}
        max={MOST_STEPS}
        least={1}
        maxInteger={MOST_STEPS}
        onCommit={(to) => onChange({ steps: to })}
      />
    </Line>
    <Choices
      label={t('training.decayLabel')}
      value={decay}
      lines={[{ title: t('training.decayLabel'), of: (['cosine', 'constant'] as const).map((one) => [one, t(`training.decay.${one}`)] as const) }]}
      onChoose={(to) => onChange({ decay: to })}
    />
  </>
);

/** The optimizer, and the points in a step. */
const Method = ({ of: { optimizer, batch }, onChange }: Props) => {
  const batches = batch === undefined || BATCHES.includes(batch) ? BATCHES : [...BATCHES, batch];
  return (
    <>
      <Choices
        label={t('training.optimizerLabel')}
        value={optimizer === 'adam' ? 'adam' : 'sgd'}
        lines={[{ title: t('training.optimizerLabel'), of: (['adam', 'sgd'] as const).map((one) => [one, t(`training.optimizer.${one}`)] as const) }]}
        onChoose={(to) => onChange({ optimizer: to === 'adam' ? 'adam' : { sgd: { momentum: MOMENTUM } } })}
      />
      {optimizer !== 'adam' && (
        <Line label={t('training.momentum')}>
          <NumberField
            label={t('training.momentum')}
            value={shortest(optimizer.sgd.momentum)}
            min={0}
            max={0.99}
            step={0.1}
            onCommit={(momentum) => onChange({ optimizer: { sgd: { momentum } } })}
          />
        </Line>
      )}
      <Choices
        label={t('training.batchLabel')}
        value={batch ?? 0}
        lines={[{ title: t('training.batchLabel'), of: batches.map((one) => [one, one === 0 ? t('training.allPoints') : whole(one)] as const) }]}
        onChoose={(to) => onChange({ batch: to === 0 ? undefined : to })}
      />
    </>
  );
};

/** How the float network learns, folded away. */
export const FloatLearning = ({ of: { recipe } }: { of: TrainingSettings }) => {
  const { learning } = recipe;
  const change = (by: Partial<Learning>): void => choose({ recipe: { ...recipe, learning: { ...learning, ...by } } });
  return (
    <More title={t('training.floatLearning')} isUsed={hasMethod(learning) || learning.decay !== 'constant'}>
      <Pace of={learning} onChange={change} />
      <Method of={learning} onChange={change} />
    </More>
  );
};

export const HealingWord = ({ of: { healing, start } }: { of: TrainingSettings }) => {
  const change = (by: Partial<Learning>): void => choose({ healing: { ...healing, ...by } });
  const optimizer = t(`training.optimizer.${healing.optimizer === 'adam' ? 'adam' : 'sgd'}`);
  const phrase = t('training.learningPhrase', { optimizer, rate: editable(shortest(healing.rate)) });
  return (
    <Word label={t('training.healingLearning')} phrase={phrase} kind="training-card">
      <Pace of={healing} onChange={change} />
      <More isUsed={hasMethod(healing) || start !== 'float'}>
        <Method of={healing} onChange={change} />
        <Choices
          label={t('training.startLabel')}
          value={start}
          lines={[{ title: t('training.startLabel'), of: (['float', 'random'] as const).map((one) => [one, t(`training.start.${one}`)] as const) }]}
          onChoose={(to) => choose({ start: to })}
        />
      </More>
    </Word>
  );
};
