/**
 * The selected value's way to its code and back, a step a line, ready to be copied.
 */
import { signal } from '@preact/signals';
import { shown, type Shown } from '../state/store';
import { BitsRow } from './bits';
import { StoredButton } from './stored-dialog';
import { Summary } from './summary';
import { ValueSteps } from './value-steps';

const TOLD_FOR = 3000;

const told = signal('');

const copy = async ({ frame: { trace } }: Shown): Promise<void> => {
  const lines = trace.lines.map(({ label, exact, note }) => `${label}: ${exact}${note === '' ? '' : ` (${note})`}`);
  told.value = await navigator.clipboard.writeText([trace.name, ...lines].join('\n')).then(
    () => 'Copied',
    () => 'Copying is not allowed here',
  );
  setTimeout(() => {
    told.value = '';
  }, TOLD_FOR);
};

const Head = ({ now }: { now: Shown }) => {
  const { trace, readout } = now.frame;
  return (
    <div class="arithmetic-head">
      <h2>
        <span class="arithmetic-title">Arithmetic of </span>
        {trace.name}
      </h2>
      <ValueSteps index={trace.index} len={readout.len} />
      <button type="button" class="copy" onClick={() => void copy(now)}>
        Copy
      </button>
      <StoredButton />
      <span class="hint copied" role="status">
        {told.value}
      </span>
    </div>
  );
};

export const ArithmeticPanel = () => {
  const now = shown.value;
  return (
    <section class="arithmetic" aria-label="Worked arithmetic">
      {now && (
        <>
          <Head now={now} />
          <Summary of="arithmetic" />
          <BitsRow trace={now.frame.trace} />
          <ol class="steps" tabIndex={0} aria-label="Steps">
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
