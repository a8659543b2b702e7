/**
 * What earlier runs of a lesson in this browser answered, such as those of others on a shared computer: each to be saved as a file.
 */
import { t } from '../../i18n';
import { handIn } from '../../lessons/hand-in';
import { earlierRuns, runOf, variantOf } from '../../lessons/lesson-log';
import { state } from '../../state/store';
import { save } from '../../ui/save';

export const EarlierRuns = ({ id, questions }: { id: string; questions: number }) => {
  const saveRun = (run: number): void => {
    const made = handIn(id, '', questions, state.peek().classroom.key, run);
    save(new Blob([JSON.stringify(made, null, 2)], { type: 'application/json' }), `quantscope-${id}-${made.number}-run-${run}.json`);
  };
  const run = runOf(id);
  if (run === 1) return null;
  return (
    <div>
      <p class="hint">{t('lessons.run', { run })}</p>
      {earlierRuns(id).map((one) => (
        <p key={one}>
          <button type="button" onClick={() => saveRun(one)}>
            {t('lessons.saveRun', { run: one, number: variantOf(id, one) })}
          </button>
        </p>
      ))}
    </div>
  );
};
