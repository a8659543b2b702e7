/**
 * The Proof dialog and its button.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const ProofContent = later(async () => (await import('./proof-content')).ProofContent);

const isOpen = signal(false);

export const Proof = () => (
  <>
    <Opener isOpen={isOpen}>{t('proof.proof')}</Opener>
    <Dialog isOpen={isOpen} title={t('proof.proof')} kind="proof" Content={ProofContent} />
  </>
);
