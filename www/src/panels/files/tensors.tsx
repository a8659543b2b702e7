/**
 * The list of all tensors in the open files: its button and its dialog. The list itself is loaded when the page is idle.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { opened } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { whole } from '../../engine/numbers';
import { later } from '../../ui/lazy';

const TensorList = later(async () => (await import('./tensor-list')).TensorList);

const isOpen = signal(false);

/** Lets the user choose a tensor of the open files. */
export const chooseTensor = (): void => {
  isOpen.value = true;
};

export const TensorsButton = () => {
  const count = opened.value?.tensors.length;
  return count === undefined ? null : <Opener isOpen={isOpen}>{t('files.tensors.button', { n: whole(count) })}</Opener>;
};

export const TensorDialog = () => <Dialog isOpen={isOpen} title={t('files.tensors.title')} kind="tensors" Content={TensorList} />;
