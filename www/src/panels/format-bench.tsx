/**
 * The format bench and its button.
 */
import { signal } from '@preact/signals';
import { isShown } from '../state/store';
import { Dialog, Opener } from '../ui/dialog';
import { FormatBenchContent } from './lazy';

const isOpen = signal(false);

/** Opens the bench. */
export const showFormats = (): void => {
  isOpen.value = true;
};

export const FormatBench = () => (
  <>
    <Opener isOpen={isOpen} disabled={!isShown.value}>
      Formats
    </Opener>
    <Dialog isOpen={isOpen} title="Formats on this data" kind="workbench" Content={FormatBenchContent} />
  </>
);
