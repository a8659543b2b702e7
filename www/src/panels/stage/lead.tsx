/**
 * The sentence above the picture, with its numbers in the colours of the marks, and one line on what to press or why.
 */
import { percent } from '../../engine/numbers';
import { t } from '../../i18n';
import { isCompact } from '../../state/layout';
import { isHidden } from '../../state/parts';
import { aboutSource, shown, type Shown } from '../../state/store';
import { useAnnouncement } from '../readout/announcer';
import { OutputsWords } from '../readout/outputs';
import { Summary } from '../summary';

/** What the data are, where there is nothing to advise. */
const about = ({ state: { source }, frame: { readout } }: Shown): string => aboutSource(source) ?? readout.about;

/** Letters as wide as two others count twice. */
const widthOf = (text: string): number => [...text].reduce((width, letter) => width + (letter > '\u2e80' ? 2 : 1), 0);

/** Sentences of more letters are written smaller, so that they take no other line. */
const LONG = 56;
const LONGEST = 76;
/** Two lines of a phone, beside the figure. */
const LONG_ADVICE = 88;
/** One line of the smallest window that is no phone's: beside the steps through slices, and without them. */
const LONGEST_ADVICE = { bySteps: 108, alone: 145 };

const sizeOf = (text: string): 'long' | 'longest' | undefined => {
  const width = widthOf(text);
  return width > LONGEST ? 'longest' : width > LONG ? 'long' : undefined;
};

const adviceSizeOf = (text: string, slices: number): 'long' | 'longest' | undefined => {
  const width = widthOf(text);
  return width > (slices > 1 ? LONGEST_ADVICE.bySteps : LONGEST_ADVICE.alone) ? 'longest' : width > LONG_ADVICE ? 'long' : undefined;
};

/** The error of all values, where the value card, which has it, is another place. */
const Figure = ({ now }: { now: Shown }) => {
  const { relative_frobenius: error } = now.frame.readout.metrics;
  return error === undefined || isHidden('readout') ? null : <p class="lead-figure">{t('stage.errorIs', { error: percent(error) })}</p>;
};

export const Lead = () => {
  const announced = useAnnouncement();
  const now = shown.value;
  const readout = now?.frame.readout;
  const advice = readout && (readout.notices[0] ?? (readout.advice === '' ? about(now) : readout.advice));
  return (
    <section class="lead" data-part="words" aria-label={t('status.inWords')}>
      <Summary of="words" />
      <p class="lead-words" data-size={readout && sizeOf(readout.lead.map(({ text }) => text).join(''))}>
        {readout
          ? readout.lead.map(({ text, role }, i) =>
              role === 'plain' ? (
                text
              ) : (
                <b key={i} class={`lead-${role}`}>
                  {text}
                </b>
              ),
            )
          : t('status.welcome')}
      </p>
      {now && isCompact.value && <Figure now={now} />}
      <div class="advice" data-size={readout && advice && adviceSizeOf(advice, readout.slices)}>
        <OutputsWords>{advice}</OutputsWords>
      </div>
      <p class="hidden-words" role="status" aria-label={t('access.changed')}>
        {announced.value}
      </p>
    </section>
  );
};
