/**
 * The dialog that tells where the error is, and its button, which stands with the tensor.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const ErrorAnalysisContent = later(async () => (await import('./error-analysis-content')).ErrorAnalysisContent);

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
