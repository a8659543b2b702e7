/**
 * What a panel is and how to use it, for those who do not see it: its title where it shows none, and a sentence or two.
 */
import { t } from '../i18n';

type Titled = 'words' | 'controls' | 'readout';

export const Summary = ({ of }: { of: Titled | 'arithmetic' }) => (
  <>
    {of !== 'arithmetic' && <h2 class="hidden-words">{t(`access.title.${of}`)}</h2>}
    <p class="hidden-words">{t(`access.about.${of}`)}</p>
  </>
);
