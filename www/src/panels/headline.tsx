/**
 * The sentence a teacher would say about the picture, told once more, politely, when a change has come to rest.
 */
import { signal, useSignalEffect } from '@preact/signals';
import { t } from '../i18n';
import { examples, shown } from '../state/store';

/** A picture that has not changed for this long is no longer being dragged. */
const REST = 700;

const told = signal('');

/** The text of the live region: the headline, once it rests. */
const tellWhenAtRest = (): (() => void) => {
  const headline = shown.value?.frame.readout.headline ?? '';
  const timer = setTimeout(() => {
    told.value = headline;
  }, REST);
  return () => clearTimeout(timer);
};

export const Headline = () => {
  useSignalEffect(tellWhenAtRest);
  const now = shown.value;
  const teaches = examples.value.find(({ key }) => key === now?.state.source.data)?.teaches ?? '';
  const notices = now?.frame.readout.notices ?? [];
  return (
    <section class="headline" data-part="words" aria-label={t('status.inWords')} tabIndex={0}>
      <p class="headline-words">{now?.frame.readout.headline ?? t('status.welcome')}</p>
      {notices.map((notice) => (
        <p class="headline-notice" key={notice}>
          {notice}
        </p>
      ))}
      {notices.length === 0 && <p class="headline-more">{teaches}</p>}
      <p class="hidden-words" aria-live="polite">
        {told.value}
      </p>
    </section>
  );
};
