/**
 * Modal dialogs: the dialog, the button that opens it, and its head.
 */
import { signal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useRef } from 'preact/hooks';
import { t, type WordKey } from '../i18n';

type Options = {
  /** The accessible name. */
  title: WordKey;
  /** The class of the dialog element. */
  kind: string;
  /** Rendered only while the dialog is open. */
  Content: FunctionComponent<{ close: () => void }>;
};

type Dialog = {
  /** Opens the dialog, which must be rendered. */
  show: () => void;
  /** The button that opens it. */
  Opener: FunctionComponent<{ disabled?: boolean; children: ComponentChildren }>;
  /** The dialog itself; rendered once. */
  Dialog: FunctionComponent;
};

/** Makes a dialog, closed at first. */
export const createDialog = ({ title, kind, Content }: Options): Dialog => {
  const isOpen = signal(false);
  const show = (): void => {
    isOpen.value = true;
  };
  return {
    show,
    Opener: ({ disabled = false, children }) => (
      <button type="button" aria-haspopup="dialog" disabled={disabled} onClick={show}>
        {children}
      </button>
    ),
    Dialog: () => {
      const dialog = useRef<HTMLDialogElement>(null);
      useSignalEffect(() => {
        if (isOpen.value) dialog.current?.showModal();
      });
      return (
        <dialog
          ref={dialog}
          class={kind}
          aria-label={t(title)}
          onClose={() => {
            isOpen.value = false;
          }}
        >
          {isOpen.value && <Content close={() => dialog.current?.close()} />}
        </dialog>
      );
    },
  };
};

/** The head of a dialog: its title, tools, and the button that closes it. */
export const DialogHead = ({ title, close, children }: { title: string; close: () => void; children?: ComponentChildren }) => (
  <div class="dialog-head">
    <h2>{title}</h2>
    {children}
    <button type="button" onClick={close}>
      {t('ui.close')}
    </button>
  </div>
);
