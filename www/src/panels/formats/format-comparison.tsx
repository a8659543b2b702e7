/**
 * The format comparison: its button and its dialog.
 */
import { startRest } from '../../engine/wasm';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const { show, Opener, Dialog } = createDialog({
  title: 'formats.title',
  kind: 'wide-dialog',
  Content: later(async () => {
    const [{ FormatComparisonContent }] = await Promise.all([import('./format-comparison-content'), startRest()]);
    return FormatComparisonContent;
  }),
});

export { show as showFormats, Dialog as FormatsDialog };

export const FormatsButton = () => <Opener disabled={!isShown.value}>{t('formats.button')}</Opener>;
