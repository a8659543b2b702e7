/**
 * The arithmetic of the selected value, to its code and back: one step a line, to be copied as text.
 */
import { signal } from '@preact/signals';
import { t } from '../../i18n';
import { useLight } from '../../state/hovered';
import { shown, type Shown } from '../../state/store';
import { copiedWords, copy, mark } from '../../ui/copy';
import { rich } from '../../ui/rich';
import { BitsRow } from './bits';
import { StoredButton } from '../files/stored-dialog';
import { Summary } from '../summary';
import { Moved, valueLines } from './value-lines';
import { ValueSteps } from './value-steps';

/** Milliseconds for which the outcome of copying is shown. */
const STATUS_TIME = 3000;

/** The outcome of the last copying, for a while. */
const copied = signal<boolean | undefined>(undefined);

const copySteps = async ({ frame: { trace } }: Shown, steps: Element | null | undefined): Promise<void> => {
  const lines = trace.lines.map(({ label, exact, note }) => `${label}: ${exact}${note === '' ? '' : ` (${note})`}`);
  copied.value = await copy([trace.name, ...lines].join('\n'));
  if (!copied.value && steps) mark(steps);
  setTimeout(() => {
    copied.value = undefined;
  }, STATUS_TIME);
};

const Head = ({ now }: { now: Shown }) => {
  const { trace, readout } = now.frame;
  return (
    <div class="arithmetic-head">
      <h2>{rich(t('arithmetic.of', { name: trace.name }), { title: (words) => <span class="arithmetic-title">{words}</span> })}</h2>
      <ValueSteps index={trace.index} len={readout.len} />
      <button
        type="button"
        class="copy"
        onClick={(event) => void copySteps(now, event.currentTarget.closest('.arithmetic')?.querySelector('.steps'))}
      >
        {t('ui.copy')}
      </button>
      <StoredButton />
      <p class="arithmetic-result">
        {valueLines(now, true).map(({ words }, i) => (
          <span key={i}>{words}</span>
        ))}
        <Moved now={now} />
      </p>
      <button type="button" class="to-steps" onClick={(event) => event.currentTarget.closest('section')?.scrollIntoView({ block: 'end' })}>
        {t('arithmetic.all', { count: trace.lines.length })}
      </button>
      <span class="hint copied" role="status">
        {copied.value !== undefined && copiedWords(copied.value)}
      </span>
    </div>
  );
};

export const ArithmeticPanel = () => {
  const now = shown.value;
  const light = useLight(now?.frame.trace.index);
  return (
    <section class="arithmetic" data-part="arithmetic" aria-label={t('arithmetic.worked')} {...light}>
      {now && (
        <>
          <Head now={now} />
          <Summary of="arithmetic" />
          <BitsRow trace={now.frame.trace} />
          <ol class="steps" tabIndex={0} aria-label={t('arithmetic.steps')}>
            {now.frame.trace.lines.map(({ label, work, result, note, exact }, i) => (
              <li key={i}>
                <p class="step-label" title={note}>
                  {label}
                  {note !== '' && <span class="step-note">{note}</span>}
                </p>
                <p class="step-work" title={exact}>
                  {work} = <strong>{result}</strong>
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
};
