/**
 * The sentence above the charts that sums the picture up, and what its values are like; and, for screen readers, what the last
 * change did.
 */
import { t } from '../../i18n';
import { aboutSource, shown } from '../../state/store';
import { Summary } from '../summary';
import { useAnnouncement } from './announcer';
import { OutputsWords } from './outputs';

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
      <OutputsWords>{notices.length === 0 && <p class="headline-more">{about}</p>}</OutputsWords>
      <p class="hidden-words" role="status" aria-label={t('access.changed')}>
        {announced.value}
      </p>
    </section>
  );
};
