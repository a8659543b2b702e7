/**
 * The foot of About: the stored data, the page's version, and whether a newer one is ready.
 */
import { t } from '../../i18n';
import { isNewerReady } from '../../offline';

/** Defined by vite.config.ts. */
declare const __VERSION__: string;

export const Version = () => (
  <>
    <p>{t('version.kept')}</p>
    <p>{t('version.version', { version: __VERSION__ })}</p>
    {isNewerReady.value && <p>{t('version.newer')}</p>}
  </>
);
