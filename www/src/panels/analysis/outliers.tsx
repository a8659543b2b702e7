/**
 * Outliers: the values farthest from the mean, and what is gained by keeping the largest values, or whole columns, in FP16.
 */
import { useComputed, useSignalEffect } from '@preact/signals';
import { Choice } from '../../ui/choice';
import { FormatsPicture, pictureOf, spotsOf, useMeasuring } from '../../charts/formats';
import type { MixedPrecision, MixedPrecisionResult, Outcome, Outlier, Outliers } from '../../engine/wasm';
import { t } from '../../i18n';
import { followOutliers, kept, outliers, remedies, remedy, SHARES } from '../../state/analysis/error-analysis';
import { formatDecibel, formatNumber, limits } from '../../state/store';
import { NumberField } from '../number-field';
import { Slider } from '../../ui/slider';
import { NONE, deviations, percent, threeDigits, whole } from '../../engine/numbers';
import { Waiting } from './waiting';

/** The index of the smallest listed share that is not below `share`. */
const placeOf = (share: number): number => {
  const next = SHARES.findIndex((other) => other >= share);
  return next < 0 ? SHARES.length - 1 : next;
};

type Go = (index: number) => void;

const Row = ({ outlier: { index, row, column, x, sigmas, y, error }, go }: { outlier: Outlier; go: Go }) => (
  <tr class={sigmas > limits.outlier_sigmas ? 'strong' : undefined} onClick={() => go(index)}>
    <th scope="row" title={String(x)}>
      <button type="button" title={t('errors.outliers.goTo')}>
        {formatNumber(x)}
      </button>
    </th>
    <td title={String(sigmas)}>{deviations(sigmas)} σ</td>
    <td>{whole(row + 1)}</td>
    <td>{whole(column + 1)}</td>
    <td class="detail" title={String(y)}>
      {formatNumber(y)}
    </td>
    <td title={String(error)}>{threeDigits(error)}</td>
  </tr>
);

const Farthest = ({ farthest, go }: { farthest: readonly Outlier[]; go: Go }) => (
  <div class="wide-dialog-table" role="region" aria-label={t('errors.table', { caption: t('errors.outliers.farthest') })} tabIndex={0}>
    <table>
      <caption class="hidden-words">{t('errors.outliers.farthest')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('errors.outliers.value')}</th>
          <th scope="col">{t('errors.outliers.out')}</th>
          <th scope="col">{t('errors.outliers.row')}</th>
          <th scope="col">{t('errors.outliers.column')}</th>
          <th scope="col" class="detail">
            {t('errors.outliers.dequantized')}
          </th>
          <th scope="col">{t('errors.outliers.error')}</th>
        </tr>
      </thead>
      <tbody>
        {farthest.map((outlier) => (
          <Row key={outlier.index} outlier={outlier} go={go} />
        ))}
      </tbody>
    </table>
  </div>
);

const KINDS: readonly MixedPrecision['what'][] = ['values', 'columns'];

const Remedy = ({ columns }: { columns: number }) => {
  const chosen = remedy.value;
  return (
    <div class="analysis-remedy">
      <Choice
        label={t('errors.outliers.keep')}
        value={chosen.what}
        options={KINDS.map((what) => [what, t(`errors.outliers.kinds.${what}`)])}
        onChange={(what) => {
          remedy.value = what === 'columns' ? { what } : { what, percent: 0.1 };
        }}
      />
      {chosen.what === 'values' ? (
        <div class="together">
          <Slider
            label={t('errors.outliers.shareSlider')}
            value={placeOf(chosen.percent)}
            min={0}
            max={SHARES.length - 1}
            step={1}
            words={`${formatNumber(chosen.percent)} %`}
            onSlide={(place) => {
              remedy.value = { what: 'values', percent: SHARES[place] ?? 0 };
            }}
            onSettle={() => {}}
          />
          <NumberField
            label={t('errors.outliers.sharePercent')}
            unit="%"
            value={chosen.percent}
            min={0}
            max={100}
            step="any"
            onCommit={(share) => {
              remedy.value = { what: 'values', percent: share };
            }}
          />
          <span>%</span>
        </div>
      ) : (
        <p class="analysis-columns">{columns === 0 ? t('errors.outliers.noColumn') : t('errors.outliers.allColumns')}</p>
      )}
    </div>
  );
};

type Line = { words: () => string; of: (outcome: Outcome) => string };

const LINES: readonly Line[] = [
  { words: () => 'SQNR', of: ({ metrics: { sqnr_db: db } }) => (db === undefined ? NONE : formatDecibel(db)) },
  { words: () => 'MSE', of: ({ metrics }) => formatNumber(metrics.mse) },
  { words: () => t('errors.outliers.worst'), of: ({ metrics }) => formatNumber(metrics.max_abs) },
  { words: () => t('errors.outliers.bits'), of: ({ bits_per_value: bits }) => formatNumber(bits) },
  {
    words: () => t('errors.outliers.levels'),
    of: ({ levels_used: used, levels }) => t('errors.outliers.levelsUsed', { used: threeDigits(used), all: whole(levels) }),
  },
  { words: () => t('errors.outliers.zeroed'), of: ({ metrics }) => percent(metrics.share_zeroed) },
];

const Outcomes = ({ before, after }: { before: Outcome; after: Outcome | undefined }) => (
  <table class="analysis-outcomes">
    <caption class="hidden-words">{t('errors.outliers.outcomes')}</caption>
    <thead>
      <tr>
        <td />
        <th scope="col">{t('errors.outliers.asItIs')}</th>
        <th scope="col">{t('errors.outliers.withIt')}</th>
      </tr>
    </thead>
    <tbody>
      {LINES.map(({ words, of }, i) => (
        <tr key={i}>
          <th scope="row">{words()}</th>
          <td>{of(before)}</td>
          <td>{after ? of(after) : '…'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** The kept values, and their effect on SQNR and bits per value, in words. */
const finding = (before: Outcome, { values, columns, outcome }: MixedPrecisionResult): string => {
  if (values === 0) return t('errors.outliers.nothingKept');
  const counted = t('errors.outliers.keptValues', { count: values, n: whole(values) });
  const what = columns === 0 ? counted : t('errors.outliers.keptColumns', { count: columns, n: whole(columns), values: counted });
  const [from, to] = [before.metrics.sqnr_db, outcome.metrics.sqnr_db];
  const bits = threeDigits(outcome.bits_per_value - before.bits_per_value);
  if (from === undefined || to === undefined || !Number.isFinite(to - from)) return t('errors.outliers.costs', { what, bits });
  return to >= from
    ? t('errors.outliers.gains', { what, by: formatDecibel(to - from), bits })
    : t('errors.outliers.loses', { what, by: formatDecibel(from - to), bits });
};

const far = ({ beyond, columns, all_columns: all, spread: { sigma, centre } }: Outliers): string => {
  const value = threeDigits(limits.outlier_sigmas * sigma);
  const limit = centre === 0 ? value : t('errors.outliers.fromMean', { value });
  return beyond === 0
    ? t('errors.outliers.noneFar', { limit })
    : t('errors.outliers.far', { count: beyond, n: whole(beyond), limit, columns: whole(columns), all: whole(all) });
};

/** All shares and the columns at once: SQNR against bits per value. */
const Compared = () => {
  useMeasuring(remedies);
  const spots = useComputed(() => spotsOf(remedies.entries.value));
  const picture = useComputed(() => {
    const now = kept.found.value;
    const outcome = now && 'value' in now ? now.value.outcome : undefined;
    return pictureOf(spots.value, outcome?.bits_per_value, outcome?.metrics.sqnr_db);
  });
  return (
    <FormatsPicture
      picture={picture}
      spots={spots.value}
      noun={t('errors.outliers.shareKept')}
      sentenceOf={(chart) => chart.worth()}
      onTake={({ keep }) => {
        remedy.value = keep;
      }}
    />
  );
};

const Found = ({ found, go }: { found: Outliers; go: Go }) => {
  const after = kept.found.value;
  return (
    <div class="wide-dialog-body analysis-outliers">
      <section aria-label={t('errors.outliers.farthest')}>
        <h3>{far(found)}</h3>
        <Farthest farthest={found.farthest} go={go} />
      </section>
      <section aria-label={t('errors.outliers.remedy')}>
        <h3>{t('errors.outliers.remedyWhole')}</h3>
        <Remedy columns={found.columns} />
        {after && 'rejected' in after ? (
          <p class="fault" role="alert">
            {after.rejected}
          </p>
        ) : (
          <>
            <p class="analysis-finding" role="status">
              {after ? finding(found.outcome, after.value) : '…'}
            </p>
            <Outcomes before={found.outcome} after={after?.value.outcome} />
          </>
        )}
        <p class="hint">{remedy.value.what === 'values' ? t('errors.outliers.valuesHint') : t('errors.outliers.columnsHint')}</p>
        <Compared />
      </section>
    </div>
  );
};

export const OutlierAnalysis = ({ go }: { go: Go }) => {
  useSignalEffect(followOutliers);
  const found = outliers.found.value;
  return (
    <>
      {found && ('rejected' in found ? <p class="fault">{found.rejected}</p> : <Found found={found.value} go={go} />)}
      <Waiting of={outliers} />
    </>
  );
};
