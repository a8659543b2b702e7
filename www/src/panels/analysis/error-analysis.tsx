/**
 * The error analysis: its button, which stands in the head of the tensor's panel, and its dialog.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const ErrorAnalysisContent = later(async () => (await import('./error-analysis-content')).ErrorAnalysisContent);

const isOpen = signal(false);

/** Opens the dialog. */
export const showErrorAnalysis = (): void => {
  isOpen.value = true;
};

export const ErrorAnalysisButton = () => (
  <Opener isOpen={isOpen} disabled={!isShown.value}>
    {t('lab.title')}
  </Opener>
);

export const ErrorAnalysisDialog = () => <Dialog isOpen={isOpen} title={t('lab.title')} kind="wide-dialog" Content={ErrorAnalysisContent} />;
