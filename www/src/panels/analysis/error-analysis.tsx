/**
 * The error analysis: its button, which stands in the head of the tensor's panel, and its dialog.
 */
import { startRest } from '../../engine/wasm';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const { show, Opener, Dialog } = createDialog({
  title: 'errors.title',
  kind: 'wide-dialog',
  Content: later(async () => {
    const [{ ErrorAnalysisContent }] = await Promise.all([import('./error-analysis-content'), startRest()]);
    return ErrorAnalysisContent;
  }),
});

export { show as showErrorAnalysis, Dialog as ErrorAnalysisDialog };

export const ErrorAnalysisButton = () => <Opener disabled={!isShown.value}>{t('errors.title')}</Opener>;
