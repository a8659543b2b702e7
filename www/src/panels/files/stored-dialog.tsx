/**
 * The way to the block that the selected value is stored in: its button and its dialog. Only tensors in blocks have it.
 */
import { signal, useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { state, tensorOf } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const StoredBlock = later(async () => (await import('./stored-block')).StoredBlock);

const isOpen = signal(false);

export const StoredButton = () => {
  const inBlocks = useComputed(() => tensorOf(state.value.source)?.block !== undefined);
  return inBlocks.value ? <Opener isOpen={isOpen}>{t('files.stored.title')}</Opener> : null;
};

export const StoredDialog = () => <Dialog isOpen={isOpen} title={t('files.stored.title')} kind="stored" Content={StoredBlock} />;
