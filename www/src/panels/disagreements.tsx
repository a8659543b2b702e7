/**
 * Where the other conventions disagree with the chosen one on this data: how many values, why, and one of them.
 * Looked for only while it is open.
 */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { select } from '../charts/selection';
import type { Disagreement, Preset } from '../engine/wasm';
import { change, chosen, findDisagreements, formatNumber, type Shown } from '../state/store';
import { whole } from '../ui/numbers';
import { place } from '../ui/popover';
import './disagreements.css';

const CARD = 'disagreements';

/** What was found, and for which numbers. */
const found = signal<{ numbers: string; disagreements: Disagreement[] } | undefined>(undefined);

const numbersOf = ({ state: { source, settings } }: Shown): string => JSON.stringify([source, settings]);

const placeName = ({ frame: { readout, map } }: Shown, index: number): string =>
  readout.shape.length === 1
    ? `value ${whole(index + 1)}`
    : `row ${whole(Math.floor(index / map.tensor_cols) + 1)}, column ${whole((index % map.tensor_cols) + 1)}`;

/** "another code for 3 of 16 values at the same scale, such as row 2, column 1: 7 instead of 8". */
const words = (now: Shown, { values, codes, rounded, scales, example }: Disagreement): string => {
  const { len, slices } = now.frame.readout;
  if (!example) return scales === 0 ? 'the same for every value.' : 'another scale, and the same for every value.';
  const { index, code, other_code, value, other_value } = example;
  const instance =
    code === other_code
      ? `${formatNumber(other_value)} instead of ${formatNumber(value)}`
      : `code ${whole(other_code)} instead of ${whole(code)}, ${formatNumber(other_value)} instead of ${formatNumber(value)}`;
  const such = `such as ${placeName(now, index)}: ${instance}.`;
  const of = `of ${whole(len)} values`;
  if (scales === 0) {
    return rounded > 0
      ? `the same scale, another rounding: another code for ${whole(rounded)} ${of}, ${such}`
      : `the same scale and codes, last digits differ for ${whole(values)} ${of}, ${such}`;
  }
  const where = slices === 1 ? 'another scale or zero point' : `another scale or zero point in ${whole(scales)} of ${whole(slices)} slices`;
  return codes > 0
    ? `${where}: another code for ${whole(codes)} ${of}, ${such}`
    : `${where}: the same codes, but ${whole(values)} ${of} come back differently, ${such}`;
};

const Line = ({ now, name, found }: { now: Shown; name: string; found: Disagreement }) => {
  return (
    <li>
      <p>
        <b>{name}</b>: {words(now, found)}
      </p>
      <div class="together">
        {found.example && (
          <button type="button" aria-label={`Select the value ${name} differs in`} onClick={() => found.example && select(found.example.index)}>
            Select it
          </button>
        )}
        <button type="button" aria-label={`Take ${name}`} onClick={() => change({ settings: { convention: found.convention } })}>
          Take
        </button>
      </div>
    </li>
  );
};

/** A worker that is not there yet answers nothing, and is asked again after its picture; one that was lost says so itself. */
const look = async (numbers: string): Promise<void> => {
  const disagreements = await findDisagreements().catch(() => undefined);
  const now = chosen.peek();
  if (disagreements && now && numbersOf(now) === numbers) found.value = { numbers, disagreements };
};

export const Disagreements = ({ nameOf }: { nameOf: (convention: Preset) => string }) => {
  const open = useSignal(false);
  const now = chosen.value;
  const numbers = now && numbersOf(now);
  const wanted = open.value && numbers !== found.value?.numbers ? numbers : undefined;
  useEffect(() => {
    if (wanted !== undefined) void look(wanted);
  }, [wanted, now]);
  const current = numbers === found.value?.numbers ? found.value?.disagreements : undefined;
  return (
    <>
      <button type="button" id="where-others-differ" class="step-button" popovertarget={CARD} aria-label="Where conventions disagree" title="Where conventions disagree on this data">
        ≠
      </button>
      <div
        id={CARD}
        class="card disagreements"
        popover="auto"
        role="dialog"
        aria-label="Where conventions disagree"
        onToggle={(event) => {
          open.value = event.newState === 'open';
          const opener = document.getElementById('where-others-differ');
          if (open.value && opener) place(event.currentTarget, opener);
        }}
      >
        <h2>Where conventions disagree on this data</h2>
        {now && current ? (
          <ul>
            {current.map((each) => (
              <Line key={each.convention} now={now} name={nameOf(each.convention)} found={each} />
            ))}
          </ul>
        ) : (
          <p role="status">Comparing …</p>
        )}
      </div>
    </>
  );
};
