/**
 * The Proof dialog and its button.
 */
import { signal } from '@preact/signals';
import { Dialog, Opener } from '../ui/dialog';
import { ProofContent } from './lazy';

const isOpen = signal(false);

export const Proof = () => (
  <>
    <Opener isOpen={isOpen}>Proof</Opener>
    <Dialog isOpen={isOpen} title="Proof" kind="proof" Content={ProofContent} />
  </>
);
