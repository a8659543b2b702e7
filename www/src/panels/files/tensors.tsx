/**
 * The list of all tensors in the open files: its button and its dialog.
 */
import { t } from '../../i18n';
import { whole } from '../../engine/numbers';
import { opened } from '../../state/store';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const { show, Opener, Dialog } = createDialog({
  title: 'files.tensors.title',
  kind: 'tensors',
  Content: later(async () => (await import('./tensor-list')).TensorList),
});

export { show as chooseTensor, Dialog as TensorDialog };

/** Says how many tensors there are; nothing while no file is open. */
export const TensorsButton = () => {
  const count = opened.value?.tensors.length;
  return count === undefined ? null : <Opener>{t('files.tensors.button', { n: whole(count) })}</Opener>;
};
