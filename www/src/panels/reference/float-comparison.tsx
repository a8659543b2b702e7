/**
 * The way to the comparison of quantized tensors with their floats: its button and its dialog.
 */
import { signal, useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { opened, state, tensorOf } from '../../state/store';
import { Dialog, Opener } from '../../ui/dialog';
import { later } from '../../ui/lazy';

const FloatComparisonContent = later(async () => (await import('./float-comparison-content')).FloatComparisonContent);

const isOpen = signal(false);

/** Opens the comparison: of the tensor on show, where it has a float, else of all that have. */
export const showFloatComparison = (): void => {
  isOpen.value = true;
};

/** How many tensors have a float in another file. */
export const countPairs = (): number => opened.value?.tensors.filter(({ pair }) => pair !== undefined).length ?? 0;

/** There while the tensor on show has a float. */
export const FloatComparisonButton = () => {
  const hasPair = useComputed(() => tensorOf(state.value.source)?.pair !== undefined);
  return hasPair.value ? <Opener isOpen={isOpen}>{t('against.title')}</Opener> : null;
};

export const FloatComparisonDialog = () => <Dialog isOpen={isOpen} title={t('against.title')} kind="tensors float-comparison" Content={FloatComparisonContent} />;
