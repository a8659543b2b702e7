/**
 * Messages about links, restarts and a newer version, until the user dismisses them. Messages about a link or a restart stand
 * above the page and covers nothing; the newer version comes while the page is in use and must move nothing.
 */
import { signal } from '@preact/signals';
import { t } from '../i18n';
import { isNewerReady } from '../offline';
import { dismissMessages, messages } from '../state/store';

const isNewerRead = signal(false);

const dismissNewer = (): void => {
  isNewerRead.value = isNewerReady.value;
};

const Note = ({ kind, sentences, dismiss }: { kind: string; sentences: readonly string[]; dismiss: () => void }) => (
  <div class={kind}>
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
    <button type="button" onClick={dismiss}>
      {t('status.dismiss')}
    </button>
  </div>
);

export const Messages = () => (
  <section aria-label={t('status.messages')} aria-live="polite">
    {messages.value.length > 0 && <Note kind="messages" sentences={messages.value} dismiss={dismissMessages} />}
    {isNewerReady.value && !isNewerRead.value && <Note kind="messages newer" sentences={[t('version.newer')]} dismiss={dismissNewer} />}
  </section>
);
