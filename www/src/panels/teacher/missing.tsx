/**
 * Tells what hidden and locked parts take from a lesson, before its link is handed out.
 */
import { t } from '../../i18n';
import { missingParts } from '../../lessons/needs';
import type { Lesson } from '../../lessons/schema';
import type { HiddenAndLocked } from './parts-table';

export const MissingParts = ({ of, without: { hide, lock } }: { of: Lesson; without: HiddenAndLocked }) => {
  const missing = missingParts(of, hide, lock);
  return (
    <div role="status">
      {missing.length > 0 && (
        <ul class="fault">
          {missing.map(({ step, part, why }) => (
            <li key={`${step} ${part} ${why}`}>
              {t(why === 'points' ? 'teacher.missing.points' : 'teacher.missing.control', { step, part: t(`lessons.parts.${part}`) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
