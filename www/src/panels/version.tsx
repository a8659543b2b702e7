/**
 * The foot of About: what the page keeps, which version it is, and whether a newer one waits.
 */
import { t } from '../i18n';
import { isNewerReady } from '../offline';

/** Of this build, see vite.config.ts. */
declare const __VERSION__: string;

export const Version = () => (
  <>
    <p>{t('version.kept')}</p>
    <p>{t('version.version', { version: __VERSION__ })}</p>
    {isNewerReady.value && <p>{t('version.newer')}</p>}
  </>
);
