/**
 * The dialog that tells where the error is, and its button, which stands with the tensor.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const LabContent = later(async () => (await import('./error-analysis-content')).LabContent);

const isOpen = signal(false);

/** Opens the laboratory. */
export const showLab = (): void => {
  isOpen.value = true;
};

export const LabButton = () => (
  <Opener isOpen={isOpen} disabled={!isShown.value}>
    {t('lab.title')}
  </Opener>
);

export const LabDialog = () => <Dialog isOpen={isOpen} title={t('lab.title')} kind="workbench" Content={LabContent} />;
