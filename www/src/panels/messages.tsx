/**
 * Messages about links, restarts and a newer version, until the user dismisses them.
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
  const hasNewer = isNewerReady.value && !isNewerRead.value;
  const sentences = hasNewer ? [...messages.value, t('version.newer')] : messages.value;
  return (
    <section aria-label={t('status.messages')} aria-live="polite">
      {sentences.length > 0 && (
        <div class="messages">
          <ul>
            {sentences.map((message) => (
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
