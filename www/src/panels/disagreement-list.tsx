/**
 * Each other convention in a line: how many values it changes, why, and one of them.
 */
import { select } from '../charts/selection';
import type { Disagreement, Preset } from '../engine/wasm';
import { change, formatNumber, type Shown } from '../state/store';
import { whole } from '../ui/numbers';

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

type ListProps = { now: Shown; disagreements: Disagreement[]; nameOf: (convention: Preset) => string };

export const DisagreementList = ({ now, disagreements, nameOf }: ListProps) => (
  <ul>
    {disagreements.map((each) => (
      <Line key={each.convention} now={now} name={nameOf(each.convention)} found={each} />
    ))}
  </ul>
);
