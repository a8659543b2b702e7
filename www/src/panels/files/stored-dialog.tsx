/**
 * The block that the selected value is stored in: its button and its dialog. Only tensors in blocks have it.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { state, tensorOf } from '../../state/store';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const { Opener, Dialog } = createDialog({
  title: 'files.stored.title',
  kind: 'stored',
  Content: later(async () => (await import('./stored-block')).StoredBlock),
});

export { Dialog as StoredDialog };

export const StoredButton = () => {
  const inBlocks = useComputed(() => tensorOf(state.value.source)?.block !== undefined);
  return inBlocks.value ? <Opener>{t('files.stored.title')}</Opener> : null;
};
