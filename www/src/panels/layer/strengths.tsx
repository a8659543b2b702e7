/**
 * The curve over the strength of the method.
 */
import { useComputed, useSignalEffect } from '@preact/signals';
import { t } from '../../i18n';
import { layerFound, layerSettings } from '../../state/layer/layer';
import { followStrengths, hasStrength, strengths } from '../../state/layer/strengths';
import { Picture } from './picture/picture';

export const Strengths = () => {
  useSignalEffect(followStrengths);
  const has = useComputed(() => hasStrength(layerSettings.value.method)).value;
  const isThere = useComputed(() => strengths.value !== undefined).value;
  if (!has) return <p class="layer-note">{t('layer.strength.none')}</p>;
  return (
    <>
      {!isThere && <p class="layer-note">{t('layer.strength.waiting')}</p>}
      <Picture name="strengths" chart={strengths} isCurrent={layerFound.value?.isCurrent ?? false} />
    </>
  );
};
