/**
 * The description of a panel for screen readers: its title where none is visible, and a sentence or two on what it is and how
 * to use it.
 */
import { t } from '../i18n';

type Titled = 'words' | 'controls' | 'readout';

export const Summary = ({ of }: { of: Titled | 'arithmetic' }) => (
  <>
    {of !== 'arithmetic' && <h2 class="hidden-words">{t(`access.title.${of}`)}</h2>}
    <p class="hidden-words">{t(`access.about.${of}`)}</p>
  </>
);
