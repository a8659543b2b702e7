/**
 * The picture in words, and what its values are like; and what a change did, announced once when no further change follows.
 */
import { signal, useSignalEffect } from '@preact/signals';
import { t } from '../../i18n';
import { aboutSource, shown, type Shown } from '../../state/store';
import { Summary } from '../summary';
import { changeWords } from './announcements';

/** A picture that has not changed for this long is no longer being dragged. */
const REST = 700;

const told = signal('');

/** The picture that is known to whoever listens. */
let known: Shown | undefined;

/** What has the focus says its own value when that changes. */
const isTellingItself = (): boolean => document.activeElement?.getAttribute('role') === 'slider';

const tellWhenAtRest = (): (() => void) => {
  const now = shown.value;
  const timer = setTimeout(() => {
    const words = known && now && changeWords(known, now, isTellingItself());
    if (words !== undefined) told.value = words;
    known = now;
  }, REST);
  return () => clearTimeout(timer);
};

export const Headline = () => {
  useSignalEffect(tellWhenAtRest);
  const now = shown.value;
  const about = now && (aboutSource(now.state.source) ?? now.frame.readout.about);
  const notices = now?.frame.readout.notices ?? [];
  return (
    <section class="headline" data-part="words" aria-label={t('status.inWords')} tabIndex={0}>
      <Summary of="words" />
      <p class="headline-words">{now?.frame.readout.headline ?? t('status.welcome')}</p>
      {notices.map((notice) => (
        <p class="headline-notice" key={notice}>
          {notice}
        </p>
      ))}
      {notices.length === 0 && <p class="headline-more">{about}</p>}
      <p class="hidden-words" role="status" aria-label={t('access.changed')}>
        {told.value}
      </p>
    </section>
  );
};
