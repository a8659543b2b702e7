/**
 * The format bench and its button.
 */
import { signal } from '@preact/signals';
import { shown } from '../state/store';
import { Dialog, Opener } from '../ui/dialog';
import { FormatBenchContent } from './lazy';

const isOpen = signal(false);

export const FormatBench = () => (
  <>
    <Opener isOpen={isOpen} disabled={!shown.value}>
      Formats
    </Opener>
    <Dialog isOpen={isOpen} title="Formats on this data" kind="workbench" Content={FormatBenchContent} />
  </>
);
