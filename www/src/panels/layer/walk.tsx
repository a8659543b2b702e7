/**
 * GPTQ's walk: a slider stops it at a column, the picture shows what the columns so far have added to the error.
 */
import { useComputed } from '@preact/signals';
import { whole } from '../../engine/numbers';
import { t } from '../../i18n';
import { layerFound, layerSettings } from '../../state/layer/layer';
import { followWalk, isWalkCurrent, stop, stoppedAt, stopWalk, walk, walkRefusal } from '../../state/layer/walk';
import { Slider } from '../../ui/slider';
import { chooseMethod } from './controls/controls';
import { useFollowing } from './following';
import { Picture } from './picture/picture';

const Stop = () => {
  const at = stoppedAt.value;
  const all = layerFound.value?.outcome.report.columns ?? 1;
  const words = t('layer.walk.columns', { n: whole(at), all: whole(all) });
  const go = (to: number): void => {
    stop.value = Math.min(Math.max(to, 1), all);
  };
  return (
    <div class="layer-walk">
      <button type="button" aria-label={t('layer.walk.back')} disabled={at <= 1} onClick={() => go(at - 1)}>
        −
      </button>
      <Slider label={t('layer.walk.stop')} value={at} words={words} min={1} max={all} step={1} onSlide={go} onSettle={() => {}} />
      <button type="button" aria-label={t('layer.walk.on')} disabled={at >= all} onClick={() => go(at + 1)}>
        +
      </button>
      <output>{words}</output>
    </div>
  );
};

export const Walk = () => {
  useFollowing(followWalk, stopWalk);
  const isGptq = useComputed(() => layerSettings.value.method.name === 'gptq').value;
  if (!isGptq) {
    return (
      <p class="layer-note">
        {t('layer.walk.none')}
        <button type="button" onClick={() => chooseMethod('gptq')}>
          {t('layer.walk.take')}
        </button>
      </p>
    );
  }
  return (
    <div class="layer-walked">
      <Stop />
      {walkRefusal.value !== undefined && <p class="fault">{walkRefusal.value}</p>}
      <Picture name="walk" chart={walk} isCurrent={isWalkCurrent.value} />
    </div>
  );
};
