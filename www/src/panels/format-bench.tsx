/**
 * The format bench and its button.
 */
import { signal } from '@preact/signals';
import { t } from '../i18n';
import { isShown } from '../state/store';
import { Dialog, Opener } from '../ui/dialog';
import { FormatComparisonContent } from './lazy';

const isOpen = signal(false);

/** Opens the bench. */
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
