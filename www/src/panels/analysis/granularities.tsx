/**
 * The same scheme at each granularity: one scale for the tensor, or for each row, column or group. A click takes one.
 */
import { t } from '../../i18n';
import { granularities, granularityChoices } from '../../state/analysis/granularities';
import { change } from '../../state/store';
import { type Mark, MeasuredWays, Progress } from '../formats/measured';
import type { GranularityChoice } from '../../engine/wasm';

const NOW: Mark = { sign: '◆', words: 'errors.ladder.now' };

export const GranularityAnalysis = ({ close }: { close: () => void }) => {
  const { note } = granularities.value;
  if (granularities.value.choices.length === 0) return <p>{note}</p>;
  return (
    <>
      <div class="analysis-line">
        <p>{note ?? t('errors.ladder.how')}</p>
        <Progress of={granularityChoices} kind="granularities" />
      </div>
      <MeasuredWays
        of={granularityChoices}
        noun={t('errors.ladder.one')}
        caption={t('errors.ladder.title')}
        take={t('errors.ladder.take')}
        markOf={({ current }: GranularityChoice) => (current ? NOW : undefined)}
        onTake={({ settings }: GranularityChoice) => {
          close();
          change({ settings });
        }}
        sentenceOf={(picture) => picture.worth()}
      />
      <p class="hint">{t('errors.ladder.hint')}</p>
    </>
  );
};
