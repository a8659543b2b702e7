/**
 * The same scheme at each granularity: one scale for the tensor, or for each row, column or group. A click takes one.
 */
import { t } from '../../i18n';
import { granularities, rungs } from '../../state/analysis/granularities';
import { change } from '../../state/store';
import { type Mark, MeasuredWays, Progress } from '../formats/measured';
import type { GranularityChoice } from '../../engine/wasm';

const NOW: Mark = { sign: '◆', words: 'lab.ladder.now' };

export const GranularityAnalysis = ({ close }: { close: () => void }) => {
  const { note } = granularities.value;
  if (granularities.value.rungs.length === 0) return <p>{note}</p>;
  return (
    <>
      <div class="analysis-line">
        <p>{note ?? t('lab.ladder.how')}</p>
        <Progress of={rungs} kind="rungs" />
      </div>
      <MeasuredWays
        of={rungs}
        noun={t('lab.ladder.one')}
        caption={t('lab.ladder.title')}
        take={t('lab.ladder.take')}
        markOf={({ current }: GranularityChoice) => (current ? NOW : undefined)}
        onTake={({ settings }: GranularityChoice) => {
          close();
          change({ settings });
        }}
        sentenceOf={(picture) => picture.worth()}
      />
      <p class="hint">{t('lab.ladder.hint')}</p>
    </>
  );
};
