/**
 * The granularity ladder: the same scheme with one scale for all, for each row, column or group. A click takes a rung.
 */
import { ladder, rungs } from '../state/ladder';
import { change } from '../state/store';
import { type Mark, MeasuredWays, Progress } from './measured';
import type { Rung } from '../engine/wasm';

const NOW: Mark = { sign: '◆', words: 'as it is now' };

export const LabLadder = ({ close }: { close: () => void }) => {
  const { note } = ladder.value;
  if (ladder.value.rungs.length === 0) return <p>{note}</p>;
  return (
    <>
      <div class="lab-line">
        <p>{note ?? 'The same scheme with coarser and finer scales. Choose a rung to take it.'}</p>
        <Progress of={rungs} noun="rungs" />
      </div>
      <MeasuredWays
        of={rungs}
        noun="Granularity"
        caption="Granularities on this data"
        take="Take this granularity"
        markOf={({ current }: Rung) => (current ? NOW : undefined)}
        onTake={({ settings }: Rung) => {
          close();
          change({ settings });
        }}
        sentenceOf={(picture) => picture.worth()}
      />
      <p class="hint">
        Bits count the codes, and 32 bits for each scale and each zero point. Rows are a weight’s output channels and the tokens of
        activations.
      </p>
    </>
  );
};
