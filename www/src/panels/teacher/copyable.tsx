/**
 * A text to copy: by a button, or by hand where the browser forbids copying.
 */
import { useSignal, useSignalEffect } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { t } from '../../i18n';

export const Copyable = ({ label, text, rows = 2 }: { label: string; text: string; rows?: number }) => {
  const field = useRef<HTMLTextAreaElement>(null);
  const outcome = useSignal<{ text: string; copied: boolean } | undefined>(undefined);
  const id = useId();
  const copy = async (): Promise<void> => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    outcome.value = { text, copied };
  };
  useSignalEffect(() => {
    if (outcome.value?.copied === false) field.current?.select();
  });
  return (
    <div class="copyable">
      <label for={id}>{label}</label>
      <textarea id={id} ref={field} readOnly rows={rows} value={text} spellcheck={false} dir="ltr" />
      <button type="button" onClick={() => void copy()}>
        {t('teacher.copy')}
      </button>
      <span role="status">{outcome.value?.text === text && t(outcome.value.copied ? 'teacher.copied' : 'teacher.selected')}</span>
    </div>
  );
};
