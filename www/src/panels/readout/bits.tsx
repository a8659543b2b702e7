/**
 * The code of the selected value as bits. A click flips one: the value becomes that of the new code.
 */
import type { Bit, BitRole, FloatFields, Trace } from '../../engine/wasm';
import { editable, setValue } from '../../charts/selection/edits';
import { codeName } from '../../charts/selection/selection';
import { t } from '../../i18n';
import { formatNumber, settle } from '../../state/store';
import { over, power, row } from '../../ui/math';

type Group = { role: BitRole; bits: { bit: Bit; place: number }[] };

/** Groups of neighbouring bits with the same role, each bit with its position in the group. */
const groupsOf = (bits: readonly Bit[]): Group[] => {
  const groups: Group[] = [];
  for (const bit of bits) {
    const last = groups.at(-1);
    if (last?.role === bit.role) last.bits.push({ bit, place: 0 });
    else groups.push({ role: bit.role, bits: [{ bit, place: 0 }] });
  }
  for (const { bits } of groups) bits.forEach((entry, i) => (entry.place = bits.length - 1 - i));
  return groups;
};

const flip = (index: number, value: number): void => {
  setValue(index, value);
  settle();
};

const Toggle = ({ index, role, bit, place }: { index: number; role: BitRole; bit: Bit; place: number }) => {
  const { set, flipped } = bit;
  const name = t(`arithmetic.bit.${role}`, { place });
  const value = flipped === undefined ? t('arithmetic.noNumber') : formatNumber(flipped);
  return (
    <button
      type="button"
      class="bit"
      aria-pressed={set}
      aria-label={name}
      title={t(set ? 'arithmetic.set' : 'arithmetic.notSet', { bit: name, value })}
      disabled={flipped === undefined || !editable()}
      onClick={() => flipped !== undefined && flip(index, flipped)}
    >
      {set ? '1' : '0'}
    </button>
  );
};

/** The formula of a float from its fields. */
const Formula = ({ sign, exponent, bias, mantissa, mantissa_bits, scale }: FloatFields) => {
  const by = (at: number) => row(String(at), bias < 0 ? '+' : '−', String(Math.abs(bias)));
  const share = over(String(mantissa), String(2 ** mantissa_bits));
  const times = scale === 1 ? [] : ['×', row(formatNumber(scale))];
  return (
    <math>
      {exponent === 0
        ? row(power(row('(', '−', '1', ')'), String(sign)), '×', power('2', by(1)), '×', share, ...times)
        : row(power(row('(', '−', '1', ')'), String(sign)), '×', power('2', by(exponent)), '×', row('(', '1', '+', share, ')'), ...times)}
    </math>
  );
};

export const BitsRow = ({ trace: { index, bits, code } }: { trace: Trace }) => (
  <div class="bits">
    <div class="bit-groups" role="group" aria-label={bits.bits.length > 0 ? t('arithmetic.bits', { code: codeName(code) }) : t('arithmetic.noCode')}>
      {groupsOf(bits.bits).map(({ role, bits }) => (
        <div key={role} class={`bit-group ${role}`}>
          <div class="bit-row">
            {bits.map(({ bit, place }) => (
              <Toggle key={place} index={index} role={role} bit={bit} place={place} />
            ))}
          </div>
          <span class="bit-role">{t(`arithmetic.role.${role}`)}</span>
        </div>
      ))}
    </div>
    {bits.float && (
      <p class="bit-formula">
        <Formula {...bits.float} />
      </p>
    )}
  </div>
);
