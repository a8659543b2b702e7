/**
 * The list of the other conventions: how many values each changes, why, and one of them.
 */
import { cellName, select } from '../../charts/selection/selection';
import type { Disagreement, Preset } from '../../engine/wasm';
import { t } from '../../i18n';
import { change, formatNumber, type Shown } from '../../state/store';
import { whole } from '../../engine/numbers';
import { rich } from '../../ui/rich';

const placeName = ({ frame: { readout } }: Shown, index: number): string =>
  readout.shape.length === 1 ? t('charts.place', { n: whole(index + 1) }) : cellName(index, readout.cols);

/** "another code for 3 of 16 values at the same scale, such as row 2, column 1: 7 instead of 8". */
const words = (now: Shown, { values, codes, rounded, scales, example }: Disagreement): string => {
  const { len, slices } = now.frame.readout;
  if (!example) return scales === 0 ? t('disagreements.same') : t('disagreements.otherScale');
  const { index, code, other_code, value, other_value } = example;
  const amounts = { other: formatNumber(other_value), value: formatNumber(value) };
  const instance =
    code === other_code
      ? t('disagreements.value', amounts)
      : t('disagreements.code', { otherCode: whole(other_code), code: whole(code), ...amounts });
  const such = { place: placeName(now, index), instance, len: whole(len) };
  if (scales === 0) {
    return rounded > 0 ? t('disagreements.rounding', { n: whole(rounded), ...such }) : t('disagreements.digits', { n: whole(values), ...such });
  }
  if (slices === 1) {
    return codes > 0 ? t('disagreements.scaleCodes', { n: whole(codes), ...such }) : t('disagreements.scaleValues', { n: whole(values), ...such });
  }
  const where = { scales: whole(scales), slices: whole(slices) };
  return codes > 0
    ? t('disagreements.slicesCodes', { n: whole(codes), ...where, ...such })
    : t('disagreements.slicesValues', { n: whole(values), ...where, ...such });
};

const Line = ({ now, name, found }: { now: Shown; name: string; found: Disagreement }) => {
  return (
    <li>
      <p>{rich(t('disagreements.line', { name, words: words(now, found) }), { b: (text) => <b>{text}</b> })}</p>
      <div class="together">
        {found.example && (
          <button type="button" aria-label={t('disagreements.selectOf', { name })} onClick={() => found.example && select(found.example.index)}>
            {t('disagreements.select')}
          </button>
        )}
        <button type="button" aria-label={t('disagreements.takeOf', { name })} onClick={() => change({ settings: { convention: found.convention } })}>
          {t('disagreements.take')}
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
