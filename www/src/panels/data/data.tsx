/**
 * The parameters of generated data, the button that undoes edited values, and the hint for the first visit.
 */
import { computed } from '@preact/signals';
import { t } from '../../i18n';
import { change, examples, FILE, FRESH_VIEW, settle, shown, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf } from '../fault';
import { NumberField, U32 } from '../number-field';
import { Slider } from '../../ui/slider';
import { whole } from '../../engine/numbers';
import { later } from '../../ui/lazy';

const FileShape = later(async () => (await import('../files/file-data')).Shape);

/** The same object until the source changes, so that other changes render nothing here. */
const source = computed(() => state.value.source);

/** The largest size of the sliders; more can be typed. */
const MOST_OUTLIERS = 32;
const STRONGEST = 200;

const Size = () => {
  const { rows, cols } = source.value;
  return (
    <Field label={t('data.size')}>
      <div class="together">
        <NumberField
          label={t('data.rows')}
          class="number-wide"
          value={rows}
          min={1}
          step={1}
          maxInteger={U32}
          fault={faultOf('rows')}
          onCommit={(value) => change({ source: { rows: value, edits: [] }, view: FRESH_VIEW })}
        />
        ×
        <NumberField
          label={t('data.columns')}
          class="number-wide"
          value={cols}
          min={1}
          step={1}
          maxInteger={U32}
          fault={faultOf('rows')}
          onCommit={(value) => change({ source: { cols: value, edits: [] }, view: FRESH_VIEW })}
        />
      </div>
      <Fault field="rows" />
    </Field>
  );
};

const Seed = () => {
  const { seed } = source.value;
  return (
    <Field label={t('data.seed')}>
      <div class="together">
        <NumberField
          label={t('data.seed')}
          class="number-wide"
          value={seed}
          min={0}
          step={1}
          maxInteger={U32}
          onCommit={(value) => change({ source: { seed: value } })}
        />
        <button type="button" onClick={() => change({ source: { seed: (seed + 1) % (U32 + 1) } })}>
          {t('data.newSeed')}
        </button>
      </div>
    </Field>
  );
};

const Outliers = () => {
  const { outliers, strength } = source.value;
  return (
    <>
      <Field label={t('data.outliers')} term="outliers">
        <div class="together">
          <Slider
            label={t('data.outliers')}
            value={outliers}
            words={t('data.outlierValues', { count: outliers })}
            min={0}
            max={MOST_OUTLIERS}
            onSlide={(value) => change({ source: { outliers: value } }, 'during')}
            onSettle={settle}
          />
          <NumberField
            label={t('data.outliersCount')}
            value={outliers}
            min={0}
            step={1}
            maxInteger={U32}
            onCommit={(value) => change({ source: { outliers: value } })}
          />
        </div>
      </Field>
      <Field label={t('data.strengthUnits')}>
        <div class="together">
          <Slider
            label={t('data.strength')}
            value={strength}
            words={t('data.deviations', { count: strength })}
            min={1}
            max={STRONGEST}
            onSlide={(value) => change({ source: { strength: value } }, 'during')}
            onSettle={settle}
          />
          <NumberField
            label={t('data.strengthDeviations')}
            value={strength}
            min={1}
            step="any"
            fault={faultOf('strength')}
            onCommit={(value) => change({ source: { strength: value } })}
          />
        </div>
        <Fault field="strength" />
      </Field>
    </>
  );
};

const Edits = () => {
  const changed = new Set(source.value.edits.map(({ index }) => index)).size;
  if (changed === 0) return null;
  return (
    <p class="edits">
      {t('data.changed', { count: changed, n: whole(changed) })}
      <button type="button" onClick={() => change({ source: { edits: [] } })}>
        {t('data.reset')}
      </button>
    </p>
  );
};

const FirstHint = () => <p class="hint first-hint">{t('data.firstHint')}</p>;

/** Whether the data of the start page are on show, unedited. */
const untouched = computed(() => !shown.value || (source.value.data === examples.value[0]?.key && source.value.edits.length === 0));

export const DataParameters = () => {
  const generated = examples.value.find(({ key }) => key === source.value.data)?.generated ?? false;
  return (
    <>
      {generated && (
        <>
          <Size />
          <Seed />
          <Outliers />
        </>
      )}
      {source.value.data === FILE && <FileShape />}
      <Edits />
      {untouched.value && <FirstHint />}
    </>
  );
};
