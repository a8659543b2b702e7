/**
 * About: the purpose of the page, its use of data, its version.
 */
import { t } from '../../i18n';
import { Popover, placedBy } from '../../ui/popover/popover';
import { rich } from '../../ui/rich';
import { Version } from './version';

const CARD = 'about-card';

/** A mark of the charts, and what it stands for. */
const mark = (of: 'original' | 'dequantized' | 'error') => (name: string) => (
  <>
    <span class={`swatch swatch-${of}`} /> {name}
  </>
);

export const About = () => (
  <>
    <button type="button" id="about" popovertarget={CARD}>
      {t('about.about')}
    </button>
    <Popover id={CARD} class="card" popover="auto" role="dialog" aria-label={t('about.aboutPage')} onToggle={placedBy('about')}>
      <h2>Quantscope</h2>
      <p>{t('about.what')}</p>
      <p>{t('about.promise')}</p>
      <p>{rich(t('about.marks'), { original: mark('original'), dequantized: mark('dequantized'), error: mark('error') })}</p>
      <p>{t('about.keys')}</p>
      <Version />
    </Popover>
  </>
);
