/**
 * A word that explains itself: a button, and the one card that shows the explanation of the word last asked.
 */
import { signal } from '@preact/signals';
import { shown } from '../state/store';
import { TERMS, type TermKey } from '../panels/terms';
import { place } from './popover';

const CARD = 'term-card';

const asked = signal<{ key: TermKey; opener: HTMLElement } | undefined>(undefined);

type TermProps = {
  of: TermKey;
  /** How the word is written here; without it, as the card's title. */
  words?: string;
};

export const Term = ({ of, words }: TermProps) => (
  <button
    type="button"
    class="term"
    popovertarget={CARD}
    popovertargetaction="show"
    onClick={(event) => {
      const card = document.getElementById(CARD);
      if (card?.matches(':popover-open')) {
        card.hidePopover();
        // A second click on the same word only closes; on another word the card opens there.
        if (asked.value?.opener === event.currentTarget) event.preventDefault();
      }
      asked.value = { key: of, opener: event.currentTarget };
    }}
  >
    {words ?? TERMS[of].title}
  </button>
);

export const TermCard = () => {
  const term = asked.value && TERMS[asked.value.key];
  const now = shown.value;
  return (
    <div
      id={CARD}
      class="card"
      popover="auto"
      role="dialog"
      aria-label={term?.title ?? 'Explanation'}
      onToggle={(event) => {
        if (event.newState === 'open' && asked.value) place(event.currentTarget, asked.value.opener);
      }}
    >
      {term && (
        <>
          <h2>{term.title}</h2>
          {term.words.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {now && term.formula && <math display="block">{term.formula(now)}</math>}
          {now && term.now && <p class="now">{term.now(now)}</p>}
        </>
      )}
    </div>
  );
};
