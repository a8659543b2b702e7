/**
 * Sentences about links and restarts, until the user has read them.
 */
import { t } from '../i18n';
import { dismissMessages, messages } from '../state/store';

export const Messages = () => (
  <section aria-label={t('status.messages')} aria-live="polite">
    {messages.value.length > 0 && (
      <div class="messages">
        <ul>
          {messages.value.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
        <button type="button" onClick={dismissMessages}>
          {t('status.dismiss')}
        </button>
      </div>
    )}
  </section>
);
