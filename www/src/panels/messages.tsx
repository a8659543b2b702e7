/**
 * Sentences about links, restarts and a newer version, until the user has read them.
 */
import { signal } from '@preact/signals';
import { t } from '../i18n';
import { isNewerReady } from '../offline';
import { dismissMessages, messages } from '../state/store';

const isNewerRead = signal(false);

const dismiss = (): void => {
  isNewerRead.value = isNewerReady.value;
  dismissMessages();
};

export const Messages = () => {
  const tellsNewer = isNewerReady.value && !isNewerRead.value;
  const told = tellsNewer ? [...messages.value, t('version.newer')] : messages.value;
  return (
    <section aria-label={t('status.messages')} aria-live="polite">
      {told.length > 0 && (
        <div class="messages">
          <ul>
            {told.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
          <button type="button" onClick={dismiss}>
            {t('status.dismiss')}
          </button>
        </div>
      )}
    </section>
  );
};
