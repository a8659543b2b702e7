/**
 * A dialog, its opener and its head. What it holds is there only while it is open.
 */
import { useSignalEffect, type Signal } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../i18n';

type Props = {
  isOpen: Signal<boolean>;
  /** What the dialog is called. */
  title: string;
  /** The dialog's class. */
  kind: string;
  Content: FunctionComponent<{ close: () => void }>;
};

export const Dialog = ({ isOpen, title, kind, Content }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useSignalEffect(() => {
    if (isOpen.value) dialog.current?.showModal();
  });
  return (
    <dialog
      ref={dialog}
      class={kind}
      aria-label={title}
      onClose={() => {
        isOpen.value = false;
      }}
    >
      {isOpen.value && <Content close={() => dialog.current?.close()} />}
    </dialog>
  );
};

type OpenerProps = { isOpen: Signal<boolean>; disabled?: boolean; children: ComponentChildren };

/** The button that opens a dialog. */
export const Opener = ({ isOpen, disabled = false, children }: OpenerProps) => (
  <button
    type="button"
    aria-haspopup="dialog"
    disabled={disabled}
    onClick={() => {
      isOpen.value = true;
    }}
  >
    {children}
  </button>
);

/** What stands on top of a dialog: its title, tools, and the way out. */
export const DialogHead = ({ title, close, children }: { title: string; close: () => void; children?: ComponentChildren }) => (
  <div class="dialog-head">
    <h2>{title}</h2>
    {children}
    <button type="button" onClick={close}>
      {t('ui.close')}
    </button>
  </div>
);
