/**
 * The format bench: every well-known format on the data on show, its error against its true size. A click takes one.
 */
import type { Candidate, Family } from '../engine/wasm';
import { choose, formats, isChosen } from '../state/formats';
import { change } from '../state/store';
import { DialogHead } from '../ui/dialog';
import { MeasuredWays, Progress } from './measured';
import './format-bench.css';

const FAMILIES: readonly { family: Family; words: string }[] = [
  { family: 'integers', words: 'Integers' },
  { family: 'floats', words: 'Floats' },
  { family: 'blocks', words: 'Blocks' },
  { family: 'ggml', words: 'ggml' },
  { family: 'few-levels', words: 'Few levels' },
];

const Families = () => (
  <fieldset class="formats-families">
    <legend class="hidden-words">Kinds of formats</legend>
    {FAMILIES.map(({ family, words }) => (
      <label class="check" key={family}>
        <input type="checkbox" checked={isChosen(family)} onChange={(event) => choose(family, event.currentTarget.checked)} />
        {words}
      </label>
    ))}
  </fieldset>
);

export const FormatBenchContent = ({ close }: { close: () => void }) => (
  <>
    <DialogHead title="Formats on this data" close={close}>
      <Families />
      <Progress of={formats} noun="formats" />
    </DialogHead>
    <MeasuredWays
      of={formats}
      noun="Format"
      caption="Formats on this data"
      by="bits"
      take="Take this format"
      onTake={({ settings }: Candidate) => {
        close();
        change({ settings });
      }}
      sentenceOf={(picture) => picture.words()}
    />
    <p class="hint">
      Bits count everything stored: the codes, and for plain formats 32 bits for each scale and each zero point. Rows and groups take min-max
      ranges. Choose a format to see it in every chart.
    </p>
  </>
);
