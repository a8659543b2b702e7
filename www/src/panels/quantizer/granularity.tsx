/**
 * The granularity: which values share a scale.
 */
import { useComputed } from '@preact/signals';
import type { Granularity } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, shown, state } from '../../state/store';
import { Field } from '../../ui/field';
import { Fault, faultOf, isFaulty } from '../fault';

/** The choices in the order of the menus. */
export const GRANULARITIES: readonly Granularity[] = ['tensor', 'row', 'column', 'group'];

const divisors = (of: number): number[] => {
  const small = Array.from({ length: Math.floor(Math.sqrt(of)) }, (_, i) => i + 1).filter((d) => of % d === 0);
  return [...new Set([...small, ...small.map((d) => of / d)])].sort((a, b) => a - b);
};

/** The largest divisor of the row length that is at most `wanted`. */
const fitting = (wanted: number): number => divisors(columns()).findLast((d) => d <= wanted) ?? 1;

/** The row length of the data on show. */
const columns = (): number => shown.value?.frame.readout.cols ?? 1;

/** Groups begin with a size that divides the rows. */
export const chooseGranularity = (granularity: Granularity): void =>
  change({ settings: granularity === 'group' ? { granularity, group: fitting(state.peek().settings.group) } : { granularity } });

export const GroupSize = () => {
  const group = useComputed(() => state.value.settings.group).value;
  const sizes = [...new Set([...divisors(columns()), group])].sort((a, b) => a - b);
  return (
    <select
      class="group-size"
      aria-label={t('controls.groupSize')}
      {...faultOf('group')}
      onChange={(event) => change({ settings: { group: Number(event.currentTarget.value) } })}
    >
      {sizes.map((size) => (
        <option key={size} value={size} selected={size === group}>
          {size}
        </option>
      ))}
    </select>
  );
};

/** The error about groups, and the button that mends it. */
export const GranularityFault = () => (
  <>
    <Fault field="group" />
    {isFaulty('group') && (
      <button type="button" onClick={() => change({ settings: { granularity: 'row' } })}>
        {t('controls.useRows')}
      </button>
    )}
  </>
);

export const GranularityChoice = () => {
  const granularity = useComputed(() => state.value.settings.granularity).value;
  return (
    <Field label={t('controls.granularity')} term="granularity">
      <div class="together">
        <select aria-label={t('controls.granularity')} onChange={(event) => chooseGranularity(event.currentTarget.value as Granularity)}>
          {GRANULARITIES.map((choice) => (
            <option key={choice} value={choice} selected={choice === granularity}>
              {t(`controls.share.${choice}`)}
            </option>
          ))}
        </select>
        {granularity === 'group' && <GroupSize />}
      </div>
      <GranularityFault />
    </Field>
  );
};
