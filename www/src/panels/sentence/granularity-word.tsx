/**
 * Which values share a scale, as a word.
 */
import { useComputed } from '@preact/signals';
import { t } from '../../i18n';
import { state } from '../../state/store';
import { Choices } from '../../ui/sentence/choices';
import { Word } from '../../ui/sentence/word';
import { chooseGranularity, GRANULARITIES, GranularityFault, GroupSize } from '../quantizer/granularity';
import { hasGranularity } from '../quantizer/schemes';

export const GranularityWord = () => {
  const has = useComputed(() => hasGranularity(state.value.settings)).value;
  const granularity = useComputed(() => state.value.settings.granularity).value;
  const group = useComputed(() => state.value.settings.group).value;
  if (!has) return null;
  return (
    <>
      <Word label={t('controls.granularity')} phrase={t(`sentence.share.${granularity}`, { count: group })}>
        <Choices
          label={t('controls.granularity')}
          value={granularity}
          lines={[{ of: GRANULARITIES.map((one) => [one, t(`controls.share.${one}`)] as const) }]}
          onChoose={chooseGranularity}
        />
        {granularity === 'group' && (
          <label class="menu-line">
            <span>{t('controls.groupSize')}</span>
            <GroupSize />
          </label>
        )}
      </Word>
      <GranularityFault />
    </>
  );
};
