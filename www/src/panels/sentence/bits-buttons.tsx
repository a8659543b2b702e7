/**
 * The bits as buttons: those of 2, 3, 4, 6, 8 and 16 that the scheme offers. Its word opens all of them.
 */
import { useComputed } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import { change, hint, shown, state } from '../../state/store';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { Fault } from '../fault';
import { optionsOf, schemeName } from '../quantizer/schemes';

const QUICK = [2, 3, 4, 6, 8, 16];

/** The bits that the scheme offers, from the fewest to the most; none where it has no choice. */
const offered = (): number[] => {
  const { least_bits: least, most_bits: most } = optionsOf(state.value.settings.scheme);
  return most === 0 ? [] : Array.from({ length: most - least + 1 }, (_, i) => least + i);
};

const choose = (bits: number): void => change({ settings: { bits } });

/** While the pointer is near, the neighbouring buttons are computed ahead. */
const ahead = (quick: readonly number[]) => (isNear: boolean) =>
  hint(
    isNear
      ? ({ bits }) =>
          [quick.findLast((one) => one < bits), quick.find((one) => one > bits)].flatMap((one) => (one === undefined ? [] : [{ bits: one }]))
      : undefined,
  );

export const BitsButtons = () => {
  const name = useId();
  const all = useComputed(offered).value;
  const bits = useComputed(() => state.value.settings.bits).value;
  const quick = QUICK.filter((one) => all.includes(one));
  const near = ahead(quick);
  if (quick.length === 0) return null;
  return (
    <fieldset
      class="bits-buttons"
      onPointerEnter={() => near(true)}
      onPointerLeave={() => near(false)}
      onFocusIn={() => near(true)}
      onFocusOut={() => near(false)}
    >
      <legend class="hidden-words">{t('controls.bits')}</legend>
      {quick.map((one) => (
        <label key={one} data-bits={one}>
          <input type="radio" name={name} aria-label={t('controls.bitCount', { count: one })} checked={one === bits} onChange={() => choose(one)} />
          <span aria-hidden="true">{one}</span>
        </label>
      ))}
    </fieldset>
  );
};

/** What stands behind the buttons, and alone in their place for a scheme whose bits cannot be chosen: its name. */
export const BitsNoun = () => {
  const all = useComputed(offered).value;
  const scheme = useComputed(() => state.value.settings.scheme).value;
  return (
    <span class="sentence-bits" aria-hidden="true">
      {all.length === 0 ? schemeName(scheme) : t('sentence.bitsPlain')}
    </span>
  );
};

export const BitsWord = () => {
  const all = useComputed(offered).value;
  const bits = useComputed(() => state.value.settings.bits).value;
  const fixed = useComputed(() => shown.value?.frame.readout.pattern_bits ?? 0).value;
  if (all.length === 0) return fixed > 0 ? <span class="phrase">{t('sentence.bitsFixed', { count: fixed })}</span> : null;
  return (
    <>
      <Word label={t('controls.bits')} phrase={QUICK.includes(bits) ? t('sentence.bits') : t('sentence.bitsNamed', { count: bits })} kind="bits-card">
        <Choices label={t('controls.bits')} value={bits} lines={[{ of: all.map((one) => [one, one] as const) }]} onChoose={choose} />
      </Word>
      <Fault field="bits" />
    </>
  );
};
