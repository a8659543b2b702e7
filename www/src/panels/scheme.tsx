/**
 * What the numbers become: the family, its scheme, and what the scheme is.
 */
import { useComputed } from '@preact/signals';
import type { Scheme } from '../engine/wasm';
import { Choice } from '../charts/choice';
import { change, shown, state } from '../state/store';
import { Field } from '../ui/field';
import { choosing, FAMILIES, firstOf, nameOf } from './schemes';

const choose = (scheme: Scheme): void => change({ settings: choosing(scheme, state.peek().settings) });

const NAMES = FAMILIES.map(({ family, words }) => [family, words] as const);

export const SchemeChoice = () => {
  const scheme = useComputed(() => state.value.settings.scheme).value;
  const { family, says } = nameOf(scheme);
  const groups = FAMILIES.find((one) => one.family === family)?.groups ?? [];
  return (
    <>
      <Choice
        label="Family of schemes"
        value={family}
        options={NAMES}
        onChange={(to) => choose(firstOf(to, shown.value?.frame.map.tensor_cols ?? 1))}
      />
      <Field label="Scheme" term="scheme">
        <select
          key={family}
          aria-label="Scheme"
          aria-describedby="scheme-words"
          onChange={(event) => choose(event.currentTarget.value as Scheme)}
        >
          {groups.map(({ title, of }) => (
            <optgroup key={title} label={title}>
              {of.map((one) => (
                <option key={one.scheme} value={one.scheme} selected={one.scheme === scheme}>
                  {one.words}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <p class="hint" id="scheme-words">
        {says}
      </p>
    </>
  );
};
