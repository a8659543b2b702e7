/**
 * The Proof dialog. Its content, a table and many links, is loaded when the page is idle.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { ProofContent } from './lazy';

export const Proof = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = useSignal(false);
  const close = (): void => dialog.current?.close();
  return (
    <>
      <button
        type="button"
        onClick={() => {
          isOpen.value = true;
          dialog.current?.showModal();
        }}
      >
        Proof
      </button>
      <dialog
        ref={dialog}
        class="proof"
        aria-labelledby="proof-title"
        onClose={() => {
          isOpen.value = false;
        }}
      >
        <div class="proof-head">
          <h2 id="proof-title">Proof</h2>
          <button type="button" onClick={close}>
            Close
          </button>
        </div>
        {isOpen.value && <ProofContent close={close} />}
      </dialog>
    </>
  );
};
