/**
 * A word of a sentence that can be changed: a button, and the popover with its choices. Knows no setting.
 */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Popover, placedBy, useOpenContent } from '../popover/popover';
import { rich } from '../rich';

type Props = {
  /** What the word chooses. */
  label: string;
  /** The phrase, with the choice between `<word>` and `</word>`. */
  phrase: string;
  /** Whether there is room for longer choices, so that what follows does not move. */
  isRoomy?: boolean;
  /** A class for the popover. */
  kind?: string;
  /** Rendered only while the popover is open. */
  children: ComponentChildren;
};

/** The choice made so far, or else the first thing that takes the focus. */
const firstOf = (card: HTMLElement): HTMLElement | null =>
  card.querySelector<HTMLElement>('input:checked:enabled') ?? card.querySelector<HTMLElement>(':is(input, select, button):enabled');

export const Word = ({ label, phrase, kind = '', isRoomy = false, children }: Props) => {
  const id = useId();
  const place = placedBy(id);
  const { isOpen, handlers } = useOpenContent((event) => {
    place(event);
    if (event.newState === 'open') firstOf(event.currentTarget)?.focus();
  });
  const card = `${id}-choices`;
  return (
    <span class="phrase">
      {rich(phrase, {
        word: (words) => (
          <button
            type="button"
            class={isRoomy ? 'word roomy' : 'word'}
            id={id}
            popovertarget={card}
            aria-haspopup="dialog"
            aria-expanded={isOpen.value}
            aria-label={`${label}: ${words}`}
          >
            {words}
          </button>
        ),
      })}
      <Popover id={card} class={`word-card ${kind}`.trim()} popover="auto" role="dialog" aria-label={label} {...handlers}>
        {isOpen.value && children}
      </Popover>
    </span>
  );
};
