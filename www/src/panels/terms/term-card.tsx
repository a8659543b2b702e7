/**
 * The card with the explanation of the term whose button was pressed last.
 */
import { t } from '../../i18n';
import { termTitle } from '../../i18n/term-titles';
import { later } from '../../ui/lazy';
import { Popover, place } from '../../ui/popover/popover';
import { askedTerm, TERM_CARD } from '../../ui/term';

const TermWords = later(async () => (await import('./terms')).TermWords);

export const TermCard = () => {
  const key = askedTerm.value?.key;
  return (
    <Popover
      id={TERM_CARD}
      class="card"
      popover="auto"
      role="dialog"
      aria-label={key ? termTitle(key) : t('ui.explanation')}
      onToggle={(event) => {
        if (event.newState === 'open' && askedTerm.value) place(event.currentTarget, askedTerm.value.opener);
      }}
    >
      {key && (
        <>
          <h2>{termTitle(key)}</h2>
          <TermWords of={key} />
        </>
      )}
    </Popover>
  );
};
