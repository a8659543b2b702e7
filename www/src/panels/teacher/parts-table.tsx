/**
 * Which parts of the page are shown, locked or hidden, to be chosen part by part.
 */
import { useId } from 'preact/hooks';
import type { Part } from '../../engine/wasm';
import { t } from '../../i18n';
import { PARTS } from '../../lessons/parts';

/** The parts that have controls. */
const CAN_LOCK: ReadonlySet<Part> = new Set(['data', 'scheme', 'bits', 'granularity', 'range', 'convention']);

const WAYS = ['shown', 'locked', 'hidden'] as const;
type Way = (typeof WAYS)[number];

/** The hidden and the locked parts. */
export type HiddenAndLocked = { hide: readonly Part[]; lock: readonly Part[] };

const wayOf = (part: Part, { hide, lock }: HiddenAndLocked): Way => (hide.includes(part) ? 'hidden' : lock.includes(part) ? 'locked' : 'shown');

type Props = { value: HiddenAndLocked; onChange: (value: HiddenAndLocked) => void };

export const PartsTable = ({ value, onChange }: Props) => {
  const name = useId();
  const put = (part: Part, way: Way): void => {
    const without = (list: readonly Part[]): Part[] => list.filter((one) => one !== part);
    onChange({
      hide: way === 'hidden' ? [...without(value.hide), part] : without(value.hide),
      lock: way === 'locked' ? [...without(value.lock), part] : without(value.lock),
    });
  };
  return (
    <table class="teacher-parts">
      <thead>
        <tr>
          <td />
          {WAYS.map((way) => (
            <th scope="col" key={way}>
              {t(`teacher.way.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PARTS.map((part) => (
          <tr key={part}>
            <th scope="row">{t(`lessons.parts.${part}`)}</th>
            {WAYS.map((way) => (
              <td key={way}>
                {way === 'locked' && !CAN_LOCK.has(part) ? null : (
                  <input
                    type="radio"
                    name={`${name}-${part}`}
                    aria-label={`${t(`lessons.parts.${part}`)}: ${t(`teacher.way.${way}`)}`}
                    checked={wayOf(part, value) === way}
                    onChange={() => put(part, way)}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
