/**
 * The dialog that tells where the error is, and its button, which stands with the tensor.
 */
import { signal } from '@preact/signals';
import { t } from '../i18n';
import { isShown } from '../state/store';
import { Dialog, Opener } from '../ui/dialog';
import { ErrorAnalysisContent } from './lazy';

const isOpen = signal(false);

/** Opens the laboratory. */
export const showErrorAnalysis = (): void => {
  isOpen.value = true;
};

export const ErrorAnalysisButton = () => (
  <Opener isOpen={isOpen} disabled={!isShown.value}>
    {t('lab.title')}
  </Opener>
);

export const ErrorAnalysisDialog = () => <Dialog isOpen={isOpen} title={t('lab.title')} kind="wide-dialog" Content={ErrorAnalysisContent} />;
