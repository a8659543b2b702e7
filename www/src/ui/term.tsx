/**
 * A term with an explanation: a button that opens the card of panels/terms/term-card.tsx.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import { termTitle, type TermKey } from '../i18n/term-titles';
import { OPEN } from './popover/popover';

/** The id of the card. */
export const TERM_CARD = 'term-card';

const asked = signal<{ key: TermKey; opener: HTMLElement } | undefined>(undefined);

/** The term whose button was pressed last. */
export const askedTerm: ReadonlySignal<{ key: TermKey; opener: HTMLElement } | undefined> = asked;

type TermProps = {
  of: TermKey;
  /** The text of the button; without it, the title of the card. */
  words?: string;
};

export const Term = ({ of, words }: TermProps) => (
  <button
    type="button"
    class="term"
    popovertarget={TERM_CARD}
    popovertargetaction="show"
    onClick={(event) => {
      const card = document.getElementById(TERM_CARD);
      if (card?.matches(OPEN)) {
        card.hidePopover();
        // A second click on the same term only closes the card; on another term it opens there.
        if (asked.value?.opener === event.currentTarget) event.preventDefault();
      }
      asked.value = { key: of, opener: event.currentTarget };
    }}
  >
    {words ?? termTitle(of)}
  </button>
);
