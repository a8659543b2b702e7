/**
 * The user's own numbers: a dialog that keeps the text until it is understood. The picture changes only then.
 */
import { signal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { withDecimalPoints } from '../../engine/core';
import { t } from '../../i18n';
import { abandon, change, fieldError, FRESH_VIEW, settle, shown, state } from '../../state/store';
import { open } from '../files/open-files';

const text = signal('');
const fault = signal<string | undefined>(undefined);
const isOpen = signal(false);

/** Whether the dialog is open. Errors in its numbers are then shown in the dialog only. */
export const isPasting: ReadonlySignal<boolean> = isOpen;

/** The text the engine is judging, and the fieldError that was there before. */
const judging = signal<{ numbers: string; before: unknown } | undefined>(undefined);

export const openPaste = (): void => {
  if (text.value === '') text.value = state.value.source.numbers;
  fault.value = undefined;
  isOpen.value = true;
};

const submit = (): void => {
  fault.value = undefined;
  const plain = withDecimalPoints(text.value);
  if ('refusal' in plain) {
    fault.value = plain.refusal;
    return;
  }
  // Shown as it is read: links mean the same in every language.
  text.value = plain.value;
  judging.value = { numbers: text.value, before: fieldError.value };
  change(
    {
      source: { data: 'pasted', numbers: text.value, edits: [] },
      view: FRESH_VIEW,
    },
    'during',
  );
};

/** Ends the gesture begun by `submit`: with the new picture, or with the sentence that says what to mend. */
const hearVerdict = (): void => {
  const asked = judging.value;
  if (!asked) return;
  const accepted = shown.value?.state.source.data === 'pasted' && shown.value.state.source.numbers === asked.numbers;
  const refused = fieldError.value !== undefined && fieldError.value !== asked.before ? fieldError.value : undefined;
  if (refused?.field === 'data' || refused?.field === 'rows') {
    judging.value = undefined;
    fault.value = refused.message;
    abandon();
  } else if (accepted || refused) {
    // An error of another control, such as a group that does not fit, is shown there.
    judging.value = undefined;
    isOpen.value = false;
    settle();
  }
};

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input:not([type=range], [type=radio], [type=checkbox]), textarea, [contenteditable]');

/** Numbers pasted anywhere outside a field are meant for the tensor, files are opened. */
const takePaste = (event: ClipboardEvent): void => {
  // Spreadsheets put a picture of the cells beside their text.
  const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => !type.startsWith('image/'));
  if (files.length > 0) {
    event.preventDefault();
    void open(files);
    return;
  }
  const pasted = event.clipboardData?.getData('text') ?? '';
  if (isField(event.target) || !/\d/.test(pasted)) return;
  event.preventDefault();
  text.value = pasted;
  openPaste();
  submit();
};

export const PasteDialog = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    document.addEventListener('paste', takePaste);
    return () => document.removeEventListener('paste', takePaste);
  }, []);
  useSignalEffect(hearVerdict);
  useSignalEffect(() => {
    if (isOpen.value) dialog.current?.showModal();
    else dialog.current?.close();
  });
  return (
    <dialog
      ref={dialog}
      aria-labelledby="paste-title"
      onClose={() => {
        isOpen.value = false;
      }}
    >
      <h2 id="paste-title">{t('files.paste.title')}</h2>
      <label class="hint" for="paste-numbers">
        {t('files.paste.how')}
      </label>
      <textarea
        id="paste-numbers"
        spellcheck={false}
        value={text.value}
        placeholder={'2.158  19.568  20.41\n0.142  0.45  2.158'}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        {...(fault.value !== undefined && { 'aria-invalid': 'true', 'aria-describedby': 'paste-fault' })}
      />
      {fault.value !== undefined && (
        <p class="fault" id="paste-fault" role="alert">
          {fault.value}
        </p>
      )}
      <div class="buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('files.paste.cancel')}
        </button>
        <button type="button" class="primary" onClick={submit}>
          {t('files.paste.use')}
        </button>
      </div>
    </dialog>
  );
};
