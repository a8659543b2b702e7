/**
 * A native select with its label, for a choice among a few words.
 */
import { Field } from './field';
import type { TermKey } from '../i18n/term-titles';

type Props<T extends string> = {
  label: string;
  term?: TermKey;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
};

export const Select = <T extends string>({ label, term, value, options, onChange }: Props<T>) => (
  <Field label={label} {...(term && { term })}>
    <select aria-label={label} onChange={(event) => onChange(event.currentTarget.value as T)}>
      {options.map(([key, words]) => (
        <option key={key} value={key} selected={key === value}>
          {words}
        </option>
      ))}
    </select>
  </Field>
);
