/**
 * The content of the format comparison: SQNR and bits per value of all well-known formats on the data. A click takes one.
 */
import { computed } from '@preact/signals';
import type { Candidate, Family } from '../../engine/wasm';
import { whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { choose, formats, isChosen } from '../../state/analysis/format-comparison';
import { change, shown } from '../../state/store';
import { DialogHead } from '../../ui/dialog';
import { MeasuredWays, Progress } from './measured';
import './format-comparison.css';

const FAMILIES: readonly Family[] = ['own', 'integers', 'floats', 'blocks', 'ggml', 'few-levels'];

const Families = () => (
  <fieldset class="formats-families">
    <legend class="hidden-words">{t('formats.families')}</legend>
    {FAMILIES.map((family) => (
      <label class="check" key={family}>
        <input type="checkbox" checked={isChosen(family)} onChange={(event) => choose(family, event.currentTarget.checked)} />
        {t(`formats.family.${family}`)}
      </label>
    ))}
  </fieldset>
);

/** With fewer values than this, the scales weigh about as much as the codes. */
const FEW = 320;

const values = computed(() => shown.value?.frame.readout.len ?? 0);
const isTiny = computed(() => values.value < FEW);

export const FormatComparisonContent = ({ close }: { close: () => void }) => (
  <>
    <DialogHead title={t('formats.title')} close={close}>
      <Families />
      <Progress of={formats} kind="formats" />
    </DialogHead>
    <MeasuredWays
      of={formats}
      noun={t('formats.one')}
      caption={t('formats.title')}
      by="bits"
      take={t('formats.take')}
      onTake={({ settings }: Candidate) => {
        close();
        change({ settings });
      }}
      sentenceOf={(picture) => picture.words()}
    />
    <p class="hint">
      {isTiny.value && <strong>{t('formats.tiny', { count: values.value, n: whole(values.value) })} </strong>}
      {t('formats.hint')}
    </p>
  </>
);
