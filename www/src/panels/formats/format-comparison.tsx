/**
 * The format comparison: its button and its dialog.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { isShown } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const FormatComparisonContent = later(async () => (await import('./format-comparison-content')).FormatComparisonContent);

const isOpen = signal(false);

/** Opens the dialog. */
export const showFormats = (): void => {
  isOpen.value = true;
};

export const FormatComparison = () => (
  <>
    <Opener isOpen={isOpen} disabled={!isShown.value}>
      {t('formats.button')}
    </Opener>
    <Dialog isOpen={isOpen} title={t('formats.title')} kind="wide-dialog" Content={FormatComparisonContent} />
  </>
);
