/**
 * The outlier laboratory: the values farthest out, and what keeping the largest, or whole columns, in FP16 comes to.
 */
import { useComputed, useSignalEffect } from '@preact/signals';
import { Choice } from '../charts/choice';
import { FormatsPicture, pictureOf, spotsOf, useMeasuring } from '../charts/formats';
import type { Kept, Outcome, Outlier, Outliers } from '../engine/wasm';
import { followOutliers, kept, outliers, remedies, remedy, SHARES } from '../state/lab';
import { formatDecibel, formatNumber } from '../state/store';
import { NumberField, Slider } from '../ui/number-field';
import { deviations, percent, threeDigits, whole } from '../ui/numbers';
import { Waiting } from './lab-waiting';

/** The place among the shares of the nearest one. */
const placeOf = (share: number): number => {
  const next = SHARES.findIndex((other) => other >= share);
  return next < 0 ? SHARES.length - 1 : next;
};

type Go = (index: number) => void;

const Row = ({ outlier: { index, row, column, x, sigmas, y, error }, go }: { outlier: Outlier; go: Go }) => (
  <tr class={sigmas > 6 ? 'strong' : undefined} onClick={() => go(index)}>
    <th scope="row" title={String(x)}>
      <button type="button" title="Go to this value">
        {formatNumber(x)}
      </button>
    </th>
    <td title={String(sigmas)}>{deviations(sigmas)} σ</td>
    <td>{whole(row + 1)}</td>
    <td>{whole(column + 1)}</td>
    <td class="detail" title={String(y)}>{formatNumber(y)}</td>
    <td title={String(error)}>{threeDigits(error)}</td>
  </tr>
);

const Farthest = ({ farthest, go }: { farthest: readonly Outlier[]; go: Go }) => (
  <div class="workbench-table" role="region" aria-label="Table: the values farthest out" tabIndex={0}>
    <table>
      <caption class="hidden-words">The values farthest out</caption>
      <thead>
        <tr>
          <th scope="col">Value</th>
          <th scope="col">Out</th>
          <th scope="col">Row</th>
          <th scope="col">Column</th>
          <th scope="col" class="detail">
            Dequantized
          </th>
          <th scope="col">Error</th>
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

const Remedy = ({ columns }: { columns: number }) => {
  const chosen = remedy.value;
  return (
    <div class="lab-remedy">
      <Choice
        label="Keep in FP16"
        value={chosen.what}
        options={[
          ['values', 'Largest values'],
          ['columns', 'Whole columns'],
        ]}
        onChange={(what) => {
          remedy.value = what === 'columns' ? { what } : { what, percent: 0.1 };
        }}
      />
      {chosen.what === 'values' ? (
        <div class="together">
          <Slider
            label="Share kept in FP16, slider"
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
            label="Share kept in FP16, percent"
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
        <p class="lab-columns">{columns === 0 ? 'No column has a value beyond 6 σ.' : 'All columns with a value beyond 6 σ.'}</p>
      )}
    </div>
  );
};

type Line = { name: string; of: (outcome: Outcome) => string };

const LINES: readonly Line[] = [
  { name: 'SQNR', of: ({ metrics: { sqnr_db: db } }) => (db === undefined ? '—' : formatDecibel(db)) },
  { name: 'MSE', of: ({ metrics }) => formatNumber(metrics.mse) },
  { name: 'Largest error', of: ({ metrics }) => formatNumber(metrics.max_abs) },
  { name: 'Bits a value', of: ({ bits_per_value: bits }) => formatNumber(bits) },
  { name: 'Levels used', of: ({ levels_used: used, levels }) => `${threeDigits(used)} of ${whole(levels)}` },
  { name: 'Rounded to 0', of: ({ metrics }) => percent(metrics.share_zeroed) },
];

const Outcomes = ({ before, after }: { before: Outcome; after: Outcome | undefined }) => (
  <table class="lab-outcomes">
    <caption class="hidden-words">Before and after</caption>
    <thead>
      <tr>
        <td />
        <th scope="col">as it is</th>
        <th scope="col">with it</th>
      </tr>
    </thead>
    <tbody>
      {LINES.map(({ name, of }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{of(before)}</td>
          <td>{after ? of(after) : '…'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** What is kept, what it gains, what it costs. */
const finding = (before: Outcome, { values, columns, outcome }: Kept): string => {
  if (values === 0) return 'Nothing is kept: these are the study’s own numbers.';
  const count = values === 1 ? '1 value' : `${whole(values)} values`;
  const what = columns === 0 ? count : `${columns === 1 ? '1 column' : `${whole(columns)} columns`} (${count})`;
  const [from, to] = [before.metrics.sqnr_db, outcome.metrics.sqnr_db];
  const cost = `${threeDigits(outcome.bits_per_value - before.bits_per_value)} bits a value`;
  if (from === undefined || to === undefined || !Number.isFinite(to - from)) return `${what} in FP16 cost ${cost}.`;
  const gain = to >= from ? `gain ${formatDecibel(to - from)}` : `lose ${formatDecibel(from - to)}`;
  return `${what} in FP16 ${gain} and cost ${cost}.`;
};

const far = ({ beyond, columns, all_columns: all, spread: { sigma } }: Outliers): string => {
  const count = beyond === 1 ? '1 value lies' : `${whole(beyond)} values lie`;
  return beyond === 0
    ? `No value lies beyond 6 σ (${threeDigits(6 * sigma)}).`
    : `${count} beyond 6 σ (${threeDigits(6 * sigma)}), in ${whole(columns)} of ${whole(all)} columns.`;
};

/** All shares and the columns at once: what a bit buys. */
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
      noun="Share kept"
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
    <div class="workbench-body lab-outliers">
      <section aria-label="The values farthest out">
        <h3>{far(found)}</h3>
        <Farthest farthest={found.farthest} go={go} />
      </section>
      <section aria-label="A remedy: keep them in FP16">
        <h3>A remedy: keep them in FP16 and quantize the rest</h3>
        <Remedy columns={found.columns} />
        {after && 'refusal' in after ? (
          <p class="fault" role="alert">
            {after.refusal}
          </p>
        ) : (
          <>
            <p class="lab-finding" role="status">
              {after ? finding(found.outcome, after.value) : '…'}
            </p>
            <Outcomes before={found.outcome} after={after?.value.outcome} />
          </>
        )}
        <p class="hint">
          {remedy.value.what === 'values'
            ? 'A kept value costs 16 bits and 32 for its place, and leaves a zero behind in the quantized part: SqueezeLLM’s dense-and-sparse split.'
            : 'A kept column costs 16 bits for each value and 32 for its number: LLM.int8’s split. There a magnitude above 6.0 in activations decides, here 6 σ of this tensor.'}{' '}
          The scale is found without what is kept.
        </p>
        <Compared />
      </section>
    </div>
  );
};

export const LabOutliers = ({ go }: { go: Go }) => {
  useSignalEffect(followOutliers);
  const found = outliers.found.value;
  return (
    <>
      {found && ('refusal' in found ? <p class="fault">{found.refusal}</p> : <Found found={found.value} go={go} />)}
      <Waiting of={outliers} />
    </>
  );
};
