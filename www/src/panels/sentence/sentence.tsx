/**
 * The controls as a sentence: bits as buttons, everything else as words that open their choices in place. On phones and for
 * projectors the bits stand at the foot, and the words come as a sheet.
 */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '../../i18n';
import { OPEN } from '../../ui/popover/popover';
import { Toolbar } from '../../ui/sentence/toolbar';
import { ControlPart } from '../part';
import { Summary } from '../summary';
import { BitsButtons, BitsNoun, BitsWord } from './bits-buttons';
import { GranularityWord } from './granularity-word';
import { MoreWord } from './more-word';
import { RangeWord } from './range-word';
import { SchemeWord } from './scheme-word';

const WORDS = 'sentence-words';

/** Whether the sheet is open; without effect where the words stand in the row. */
const open = signal(false);

/** `words` of a workspace follow those of the quantizer. */
export const Sentence = ({ words }: { words?: ComponentChildren }) => (
  <section
    class="sentence"
    aria-label={t('controls.controls')}
    onKeyDown={(event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !open.peek() || document.querySelector(OPEN)) return;
      event.preventDefault();
      open.value = false;
    }}
  >
    <Summary of="controls" />
    <ControlPart of="bits">
      <BitsButtons />
    </ControlPart>
    <BitsNoun />
    <button
      type="button"
      class="sentence-settings"
      aria-expanded={open.value}
      aria-controls={WORDS}
      onClick={() => {
        open.value = !open.value;
      }}
    >
      {t('sentence.settings')}
    </button>
    <div class="sentence-sheet" data-open={open.value}>
      <Toolbar id={WORDS} kind="sentence-words" label={t('sentence.words')}>
        <ControlPart of="bits">
          <BitsWord />
        </ControlPart>
        <ControlPart of="scheme">
          <SchemeWord />
        </ControlPart>
        <ControlPart of="granularity">
          <GranularityWord />
        </ControlPart>
        <ControlPart of="range">
          <RangeWord />
        </ControlPart>
        <MoreWord />
        {words}
      </Toolbar>
    </div>
  </section>
);
