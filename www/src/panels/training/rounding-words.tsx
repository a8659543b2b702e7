/**
 * How a training rounds weights and hidden values, and what stands in for the gradient, as words that open their choices in place.
 */
import type { Estimator, OutputBounds, RangeMethod, TrainingSettings } from '../../engine/wasm';
import { t } from '../../i18n';
import { choose } from '../../state/training/training';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { More } from './parts';

type Props = { of: TrainingSettings };

/** Integers with a scale, then what has levels of its own. */
const ESTIMATORS: readonly Estimator[] = ['true', 'identity', 'masked', 'learned-scale'];
const OWN_LEVELS = ['dorefa', 'wrpn'] as const;
const RANGES = ['min-max', 'percentile', 'mse'] as const satisfies readonly RangeMethod[];
type Range = (typeof RANGES)[number];
const BOUNDS: readonly OutputBounds[] = ['observed', 'learned', 'unit'];
const OUTPUT_BITS = [8, 6, 4, 3, 2];

const hasOwnLevels = (of: Estimator): boolean => of === 'dorefa' || of === 'wrpn';

/** A phrase with what differs from the usual behind it. */
const phraseWith = (phrase: string, ...more: readonly (string | false)[]): string => [phrase, ...more.filter((one) => one !== false)].join(' · ');

export const ScalesWord = ({ of: { by_row: byRow, symmetric, range, estimator } }: Props) => {
  if (hasOwnLevels(estimator)) return null;
  // LSQ has codes to both sides of 0.
  const hasCodes = estimator !== 'learned-scale';
  const scales = t(byRow ? 'training.byRow' : 'training.byTensor');
  const phrase = phraseWith(
    t('training.scalesPhrase', { scales }),
    hasCodes && !symmetric && t('training.codes.asymmetric'),
    range !== 'min-max' && t(`training.range.${range as Range}`),
  );
  return (
    <Word label={t('training.scalesLabel')} phrase={phrase} kind="training-card">
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
      <More isUsed={(hasCodes && !symmetric) || range !== 'min-max'}>
        {hasCodes && (
          <Choices
            label={t('training.codesLabel')}
            value={symmetric ? 'symmetric' : 'asymmetric'}
            lines={[
              {
                title: t('training.codesLabel'),
                of: (['symmetric', 'asymmetric'] as const).map((one) => [one, t(`training.codes.${one}`)] as const),
              },
            ]}
            onChoose={(to) => choose({ symmetric: to === 'symmetric' })}
          />
        )}
        <Choices
          label={t('training.rangeLabel')}
          value={range as Range}
          lines={[{ title: t('training.rangeLabel'), of: RANGES.map((one) => [one, t(`training.range.${one}`)] as const) }]}
          onChoose={(to) => choose({ range: to })}
        />
      </More>
    </Word>
  );
};

export const OutputsWord = ({ of: { output_bits: bits, output_bounds: bounds, recipe } }: Props) => {
  const named = (one: number): string => (one === 0 ? t('training.inFloat') : t('controls.bitCount', { count: one }));
  // Bounds from 0 on are for outputs that are not negative.
  const hasBounds = bits !== undefined && (recipe.activation === 'relu' || bounds !== 'observed');
  const phrase = phraseWith(
    t('training.outputsPhrase', { bits: named(bits ?? 0) }),
    hasBounds && bounds !== 'observed' && t(`training.bounds.${bounds}`),
  );
  return (
    <Word label={t('training.outputsLabel')} phrase={phrase} kind="training-card">
      <Choices
        label={t('training.outputsLabel')}
        value={bits ?? 0}
        lines={[{ of: [0, ...OUTPUT_BITS].map((one) => [one, named(one)] as const) }]}
        onChoose={(to) => choose({ output_bits: to === 0 ? undefined : to })}
      />
      {hasBounds && (
        <Choices
          label={t('training.boundsLabel')}
          value={bounds}
          lines={BOUNDS.map((one) => ({ of: [[one, t(`training.boundsLong.${one}`)] as const] }))}
          onChoose={(to) => choose({ output_bounds: to })}
        />
      )}
    </Word>
  );
};

export const EstimatorWord = ({ of: { estimator } }: Props) => (
  <Word
    label={t('training.estimatorLabel')}
    phrase={t('training.estimatorPhrase', { estimator: t(`training.estimator.${estimator}`) })}
    kind="training-card"
  >
    <Choices
      label={t('training.estimatorLabel')}
      value={estimator}
      lines={ESTIMATORS.map((one) => ({ of: [[one, t(`training.estimatorLong.${one}`)] as const] }))}
      onChoose={(to) => choose({ estimator: to })}
    />
    <More isUsed={hasOwnLevels(estimator)}>
      <Choices
        label={t('training.ownLevelsLabel')}
        value={estimator}
        lines={OWN_LEVELS.map((one) => ({ of: [[one, t(`training.estimatorLong.${one}`)] as const] }))}
        onChoose={(to) => choose({ estimator: to })}
      />
    </More>
  </Word>
);
