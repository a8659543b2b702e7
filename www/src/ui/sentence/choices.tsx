/**
 * Native radio buttons in titled lines, for a popover: a press of the pointer or Enter chooses and closes it, arrow keys try
 * one after another. Knows nothing of what is chosen.
 */
import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';

export type ChoiceLine<T> = { title?: string; of: readonly (readonly [value: T, words: ComponentChild])[] };

type Props<T> = {
  label: string;
  value: T;
  lines: readonly ChoiceLine<T>[];
  onChoose: (value: T) => void;
  /** The pointer or the focus is on a choice, or on none any more. */
  onLook?: (value: T | undefined) => void;
};

/** Closes the popover around an element once the choice has been taken. */
const closeAround = (element: Element): void => {
  setTimeout(() => element.closest<HTMLElement>('[popover]')?.hidePopover());
};

export const Choices = <T extends string | number>({ label, value, lines, onChoose, onLook }: Props<T>) => {
  const name = useId();
  return (
    <fieldset
      class="choices"
      onClick={(event) => event.detail > 0 && (event.target as Element).closest('label') && closeAround(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') closeAround(event.currentTarget);
      }}
      onPointerLeave={() => onLook?.(undefined)}
    >
      <legend class="hidden-words">{label}</legend>
      {lines.map(({ title, of }, i) => (
        <div class="choices-line" key={title ?? i} role={title === undefined ? undefined : 'group'} aria-label={title}>
          {title !== undefined && <span class="choices-title">{title}</span>}
          <div class="choices-of">
            {of.map(([one, words]) => (
              <label key={one} onPointerEnter={() => onLook?.(one)}>
                <input type="radio" name={name} checked={one === value} onChange={() => onChoose(one)} onFocus={() => onLook?.(one)} />
                <span>{words}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
};
