/**
 * The sentence above the charts that sums the picture up, and what its values are like; and, for screen readers, what the last
 * change did.
 */
import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { aboutSource, shown, type Shown } from '../../state/store';
import { Summary } from '../summary';
import { changeWords } from './announcements';

/** Milliseconds without a change after which it is announced: during a drag there is none. */
const REST = 700;

/** Whether a screen reader already says what changed: the value of the slider that has the focus. */
const isSliderFocused = (): boolean => document.activeElement?.getAttribute('role') === 'slider';

/** The effect of the last change, in words for screen readers; announced when no further change has come for a while. */
const useAnnouncement = (): ReadonlySignal<string> => {
  const announced = useSignal('');
  const before = useRef<Shown | undefined>(undefined);
  useSignalEffect(() => {
    const now = shown.value;
    const timer = setTimeout(() => {
      const words = before.current && now && changeWords(before.current, now, isSliderFocused());
      if (words !== undefined) announced.value = words;
      before.current = now;
    }, REST);
    return () => clearTimeout(timer);
  });
  return announced;
};

export const Headline = () => {
  const announced = useAnnouncement();
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
        {announced.value}
      </p>
    </section>
  );
};
