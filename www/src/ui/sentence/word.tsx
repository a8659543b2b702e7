/**
 * A word of a sentence that can be changed: a button, and the popover with its choices. Knows no setting.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { place } from '../popover';
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
  const isOpen = useSignal(false);
  const id = useId();
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
      <div
        id={card}
        class={`word-card ${kind}`.trim()}
        popover="auto"
        role="dialog"
        aria-label={label}
        // The content is there before the popover is placed, and until the focus is back at the word.
        onBeforeToggle={(event) => {
          if (event.newState === 'open') isOpen.value = true;
        }}
        onToggle={(event) => {
          const opener = document.getElementById(id);
          isOpen.value = event.newState === 'open';
          if (event.newState !== 'open' || !opener) return;
          place(event.currentTarget, opener);
          firstOf(event.currentTarget)?.focus();
        }}
      >
        {isOpen.value && children}
      </div>
    </span>
  );
};
