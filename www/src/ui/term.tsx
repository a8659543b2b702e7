/**
 * A word that explains itself: a button, and the one card that shows the explanation of the word last asked.
 */
import { signal } from '@preact/signals';
import { t } from '../i18n';
import { TermWords } from '../panels/lazy';
import { termTitle, type TermKey } from '../panels/term-titles';
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
    {words ?? termTitle(of)}
  </button>
);

export const TermCard = () => {
  const key = asked.value?.key;
  return (
    <div
      id={CARD}
      class="card"
      popover="auto"
      role="dialog"
      aria-label={key ? termTitle(key) : t('ui.explanation')}
      onToggle={(event) => {
        if (event.newState === 'open' && asked.value) place(event.currentTarget, asked.value.opener);
      }}
    >
      {key && (
        <>
          <h2>{termTitle(key)}</h2>
          <TermWords of={key} />
        </>
      )}
    </div>
  );
};
