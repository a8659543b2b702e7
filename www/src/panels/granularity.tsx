/**
 * Which values share a scale.
 */
import { useComputed } from '@preact/signals';
import type { Granularity } from '../engine/wasm';
import { change, shown, state } from '../state/store';
import { Fault, faultOf, Field, isFaulty } from '../ui/field';

const CHOICES: readonly { granularity: Granularity; words: string }[] = [
  { granularity: 'tensor', words: 'Whole tensor' },
  { granularity: 'row', words: 'Each row' },
  { granularity: 'column', words: 'Each column' },
  { granularity: 'group', words: 'Groups' },
];

const divisors = (of: number): number[] => {
  const small = Array.from({ length: Math.floor(Math.sqrt(of)) }, (_, i) => i + 1).filter((d) => of % d === 0);
  return [...new Set([...small, ...small.map((d) => of / d)])].sort((a, b) => a - b);
};

/** The largest group that divides the row and is no larger than `wanted`. */
const fitting = (wanted: number): number => divisors(columns()).findLast((d) => d <= wanted) ?? 1;

/** Values in a row of the data on show. */
const columns = (): number => shown.value?.frame.map.tensor_cols ?? 1;

const choose = (granularity: Granularity): void =>
  change({ settings: granularity === 'group' ? { granularity, group: fitting(state.peek().settings.group) } : { granularity } });

const GroupSize = () => {
  const group = useComputed(() => state.value.settings.group).value;
  const sizes = [...new Set([...divisors(columns()), group])].sort((a, b) => a - b);
  return (
    <select
      class="group-size"
      aria-label="Values in a group"
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

export const GranularityChoice = () => {
  const granularity = useComputed(() => state.value.settings.granularity).value;
  return (
    <Field label="Granularity" term="granularity">
      <div class="together">
        <select aria-label="Granularity" onChange={(event) => choose(event.currentTarget.value as Granularity)}>
          {CHOICES.map((choice) => (
            <option key={choice.granularity} value={choice.granularity} selected={choice.granularity === granularity}>
              {choice.words}
            </option>
          ))}
        </select>
        {granularity === 'group' && <GroupSize />}
      </div>
      <Fault field="group" />
      {isFaulty('group') && (
        <button type="button" onClick={() => change({ settings: { granularity: 'row' } })}>
          Use one scale for each row
        </button>
      )}
    </Field>
  );
};
