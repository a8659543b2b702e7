/**
 * The curve over the strength of the method.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { layerFound, layerSettings } from '../../state/layer/layer';
import { followStrengths, hasStrength, stopStrengths, strengths, strengthsRefusal } from '../../state/layer/strengths';
import { useFollowing } from './following';
import { Picture } from './picture/picture';

export const Strengths = () => {
  useFollowing(followStrengths, stopStrengths);
  const has = useComputed(() => hasStrength(layerSettings.value.method)).value;
  const isThere = useComputed(() => strengths.value !== undefined).value;
  if (!has) return <p class="layer-note">{t('layer.strength.none')}</p>;
  if (strengthsRefusal.value !== undefined) return <p class="fault">{strengthsRefusal.value}</p>;
  return (
    <>
      {!isThere && <p class="layer-note">{t('layer.strength.waiting')}</p>}
      <Picture name="strengths" chart={strengths} isCurrent={layerFound.value?.isCurrent ?? false} />
    </>
  );
};
