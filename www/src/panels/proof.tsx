/**
 * The Proof dialog. Its content, a table and many links, is loaded when it is first opened.
 */
import { useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useRef } from 'preact/hooks';
import { loadProof } from './lazy';

export const Proof = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useSignal<{ Content: FunctionComponent<{ close: () => void }> } | undefined>(undefined);
  const close = (): void => dialog.current?.close();
  const open = async (): Promise<void> => {
    dialog.current?.showModal();
    content.value = { Content: (await loadProof()).ProofContent };
  };
  const Content = content.value?.Content;
  return (
    <>
      <button type="button" onClick={open}>
        Proof
      </button>
      <dialog
        ref={dialog}
        class="proof"
        aria-labelledby="proof-title"
        onClose={() => {
          content.value = undefined;
        }}
      >
        <div class="proof-head">
          <h2 id="proof-title">Proof</h2>
          <button type="button" onClick={close}>
            Close
          </button>
        </div>
        {Content && <Content close={close} />}
      </dialog>
    </>
  );
};
