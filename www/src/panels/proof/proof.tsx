/**
 * The Proof: its button and its dialog.
 */
import { t } from '../../i18n';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const { Opener, Dialog } = createDialog({
  title: 'proof.proof',
  kind: 'proof',
  Content: later(async () => (await import('./proof-content')).ProofContent),
});

export { Dialog as ProofDialog };

export const ProofButton = () => <Opener>{t('proof.proof')}</Opener>;
