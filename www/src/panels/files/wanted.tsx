/**
 * Asks the user to open the file that a link needs.
 */
import { t } from '../../i18n';
import { dismissPendingLink, pendingLink } from '../../state/store';
import { rich } from '../../ui/rich';
import { OpenButton } from './open-files';

export const Wanted = () => {
  const source = pendingLink.value?.source;
  if (!source) return null;
  return (
    <section class="strip" aria-label={t('data.linkFile')}>
      <p>{rich(t('data.linkShows', { tensor: source.tensor, file: source.file }), { b: (name) => <b>{name}</b> })}</p>
      <OpenButton words={t('data.openFile')} kind="primary" />
      <button type="button" onClick={dismissPendingLink}>
        {t('data.notNow')}
      </button>
    </section>
  );
};
