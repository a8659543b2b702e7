/**
 * A text to copy: by a button, or by hand where the browser forbids copying.
 */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { copiedWords, copy, mark } from '../../ui/copy';
import './copyable.css';

export const Copyable = ({ label, text, rows = 2 }: { label: string; text: string; rows?: number }) => {
  const field = useRef<HTMLTextAreaElement>(null);
  const outcome = useSignal<{ text: string; copied: boolean } | undefined>(undefined);
  const id = useId();
  const take = async (): Promise<void> => {
    const copied = await copy(text);
    outcome.value = { text, copied };
    if (!copied && field.current) mark(field.current);
  };
  return (
    <div class="copyable">
      <label for={id}>{label}</label>
      <textarea id={id} ref={field} readOnly rows={rows} value={text} spellcheck={false} dir="ltr" />
      <button type="button" onClick={() => void take()}>
        {t('ui.copy')}
      </button>
      <span role="status">{outcome.value?.text === text && copiedWords(outcome.value.copied)}</span>
    </div>
  );
};
