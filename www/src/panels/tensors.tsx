/**
 * The list of all tensors in the open files: its button and its dialog. The list itself is loaded when it is first needed.
 */
import { signal, useSignal, useSignalEffect } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useRef } from 'preact/hooks';
import { opened } from '../state/store';
import { whole } from '../ui/numbers';
import { loadTensorList } from './lazy';

const isOpen = signal(false);

/** Lets the user choose a tensor of the open files. */
export const chooseTensor = (): void => {
  isOpen.value = true;
};

export const TensorsButton = () => {
  const count = opened.value?.tensors.length;
  if (count === undefined) return null;
  return (
    <button type="button" aria-haspopup="dialog" onClick={chooseTensor}>
      Tensors ({whole(count)})
    </button>
  );
};

export const TensorDialog = () => {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useSignal<{ List: FunctionComponent<{ close: () => void }> } | undefined>(undefined);
  const close = (): void => dialog.current?.close();
  useSignalEffect(() => {
    if (!isOpen.value) return;
    dialog.current?.showModal();
    void loadTensorList().then(({ TensorList }) => {
      content.value = { List: TensorList };
    });
  });
  const List = content.value?.List;
  return (
    <dialog
      ref={dialog}
      class="tensors"
      aria-labelledby="tensors-title"
      onClose={() => {
        isOpen.value = false;
        content.value = undefined;
      }}
    >
      {List && <List close={close} />}
    </dialog>
  );
};
