/**
 * The sentence above the picture, with its numbers in the colours of the marks, and one line on what to press or why.
 */
import { t } from '../../i18n';
import { shown } from '../../state/store';
import { useAnnouncement } from '../readout/announcer';
import { Summary } from '../summary';

export const Lead = () => {
  const announced = useAnnouncement();
  const readout = shown.value?.frame.readout;
  return (
    <section class="lead" data-part="words" aria-label={t('status.inWords')}>
      <Summary of="words" />
      <p class="lead-words">
        {readout ? readout.lead.map(({ text, role }, i) => (role === 'plain' ? text : <b key={i} class={`lead-${role}`}>{text}</b>)) : t('status.welcome')}
      </p>
      <p class="advice">{readout?.notices[0] ?? readout?.advice}</p>
      <p class="hidden-words" role="status" aria-label={t('access.changed')}>
        {announced.value}
      </p>
    </section>
  );
};
