/**
 * The comparison of quantized tensors with the floats they were made from: its button and its dialog.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { opened, state, tensorOf } from '../../state/store';
import { createDialog } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const { show, Opener, Dialog } = createDialog({
  title: 'against.title',
  kind: 'tensors float-comparison',
  Content: later(async () => (await import('./float-comparison-content')).FloatComparisonContent),
});

/** Opens it on the tensor on show if that has a float, else on all tensors that have one. */
export { show as showFloatComparison, Dialog as FloatComparisonDialog };

/** The number of tensors that have a float in another file. */
export const countPairs = (): number => opened.value?.tensors.filter(({ pair }) => pair !== undefined).length ?? 0;

/** There while the tensor on show has a float. */
export const FloatComparisonButton = () => {
  const hasPair = useComputed(() => tensorOf(state.value.source)?.pair !== undefined);
  return hasPair.value ? <Opener>{t('against.title')}</Opener> : null;
};
