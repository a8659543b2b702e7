/**
 * A few native radio buttons side by side, for the head of a panel.
 */
import { useId } from 'preact/hooks';

type Props<T extends string> = {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
};

export const Choice = <T extends string>({ label, value, options, onChange }: Props<T>) => {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="hidden-words">{label}</legend>
      {options.map(([key, text]) => (
        <label key={key}>
          <input type="radio" name={name} checked={key === value} onChange={() => onChange(key)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
};
