/**
 * The sentence above the picture, with its numbers in the colours of the marks, and one line on what to press or why.
 */
import { t } from '../../i18n';
import { aboutSource, shown, type Shown } from '../../state/store';
import { useAnnouncement } from '../readout/announcer';
import { OutputsWords } from '../readout/outputs';
import { Summary } from '../summary';

/** What the data are, where there is nothing to advise. */
const about = ({ state: { source }, frame: { readout } }: Shown): string => aboutSource(source) ?? readout.about;

export const Lead = () => {
  const announced = useAnnouncement();
  const now = shown.value;
  const readout = now?.frame.readout;
  return (
    <section class="lead" data-part="words" aria-label={t('status.inWords')}>
      <Summary of="words" />
      <p class="lead-words">
        {readout
          ? readout.lead.map(({ text, role }, i) =>
              role === 'plain' ? (
                text
              ) : (
                <b key={i} class={`lead-${role}`}>
                  {text}
                </b>
              ),
            )
          : t('status.welcome')}
      </p>
      <div class="advice">
        <OutputsWords>{readout && (readout.notices[0] ?? (readout.advice === '' ? about(now) : readout.advice))}</OutputsWords>
      </div>
      <p class="hidden-words" role="status" aria-label={t('access.changed')}>
        {announced.value}
      </p>
    </section>
  );
};
