/**
 * The list of all tensors in the open files: its button and its dialog. The list itself is loaded when the page is idle.
 */
import { signal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { opened } from '../state/store';
import { whole } from '../ui/numbers';
import { TensorList } from './lazy';

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
  useSignalEffect(() => {
    if (isOpen.value) dialog.current?.showModal();
  });
  return (
    <dialog
      ref={dialog}
      class="tensors"
      aria-labelledby="tensors-title"
      onClose={() => {
        isOpen.value = false;
      }}
    >
      {isOpen.value && <TensorList close={() => dialog.current?.close()} />}
    </dialog>
  );
};
