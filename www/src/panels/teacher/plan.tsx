/**
 * A lesson's plan for the teacher: what to do when, common misconceptions, and the answers.
 */
import { t } from '../../i18n';
import type { Lesson } from '../../lessons/schema';
import { localized } from '../../lessons/words';
import { rich } from '../../ui/rich';

/** Words without the buttons of terms: the plan is read and printed. */
const PLAIN = {};

/** Where an answer comes from: the fact asked for, or the settings that solve the task. */
const keyOf = ({ predict, choose, task }: Lesson['steps'][number]): { ask: string; key: string } | undefined => {
  if (predict) return { ask: localized(predict.ask), key: `${predict.fact}${predict.reveal === '' ? '' : ` · ${predict.reveal}`}` };
  if (choose) return { ask: localized(choose.ask), key: choose.choices.map(({ holds }) => holds.map(({ fact }) => fact).join(', ')).join(' / ') };
  return task && { ask: localized(task.ask), key: task.solution };
};

export const Plan = ({ of }: { of: Lesson }) => {
  const { teacher, steps } = of;
  const keys = steps.flatMap((step, i) => {
    const found = keyOf(step);
    return found ? [{ ...found, step: i + 1 }] : [];
  });
  return (
    <section aria-labelledby="teacher-plan">
      <h3 id="teacher-plan">{t('teacher.plan')}</h3>
      {teacher && (
        <>
          <ol class="teacher-plan">
            {teacher.plan.map(({ minutes, words }, i) => (
              <li key={i}>
                <strong>{t('lessons.minutes', { minutes })}</strong> {rich(localized(words), PLAIN)}
              </li>
            ))}
          </ol>
          <h4>{t('teacher.misconceptions')}</h4>
          <dl>
            {teacher.misconceptions.map(({ belief, answer }, i) => (
              <div key={i}>
                <dt>{t('teacher.belief', { belief: localized(belief) })}</dt>
                <dd>{rich(localized(answer), PLAIN)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {keys.length > 0 && (
        <details>
          <summary>{t('teacher.answers')}</summary>
          <dl>
            {keys.map(({ step, ask, key }) => (
              <div key={step}>
                <dt>
                  {t('lessons.step', { step, steps: steps.length })}: {rich(ask.replaceAll(/\{[^{}]*\}/g, '…'), PLAIN)}
                </dt>
                <dd>
                  <code>{key}</code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </section>
  );
};
