/**
 * The way to the block that the selected value is stored in: its button and its dialog. Only tensors in blocks have it.
 */
import { signal, useComputed } from '@preact/signals';
import { state, tensorOf } from '../state/store';
import { Dialog, Opener } from '../ui/dialog';
import { StoredBlock } from './lazy';

const isOpen = signal(false);

export const StoredButton = () => {
  const inBlocks = useComputed(() => tensorOf(state.value.source)?.block !== undefined);
  return inBlocks.value ? <Opener isOpen={isOpen}>Stored block</Opener> : null;
};

export const StoredDialog = () => <Dialog isOpen={isOpen} title="Stored block" kind="stored" Content={StoredBlock} />;
