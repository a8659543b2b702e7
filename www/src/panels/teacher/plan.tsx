/**
 * A lesson's plan for the teacher: what to do when, common misconceptions, and the answers. On paper together.
 */
import { t } from '../../i18n';
import type { Lesson } from '../../lessons/schema';
import { localized } from '../../lessons/words';
import { rich } from '../../ui/rich';
import { AnswerKey } from './answer-key';
import type { ToolProps } from './tool';

/** Words without the buttons of terms: the plan is read and printed. */
const PLAIN = {};

const Plan = ({ of }: { of: NonNullable<Lesson['teacher']> }) => (
  <section aria-labelledby="teacher-plan">
    <h3 id="teacher-plan">{t('teacher.plan')}</h3>
    <ol class="teacher-plan">
      {of.plan.map(({ minutes, words }, i) => (
        <li key={i}>
          <strong>{t('lessons.minutes', { minutes })}</strong> {rich(localized(words), PLAIN)}
        </li>
      ))}
    </ol>
    {of.misconceptions.length > 0 && (
      <>
        <h4>{t('teacher.misconceptions')}</h4>
        <dl>
          {of.misconceptions.map(({ belief, answer }, i) => (
            <div key={i}>
              <dt>{t('teacher.belief', { belief: localized(belief) })}</dt>
              <dd>{rich(localized(answer), PLAIN)}</dd>
            </div>
          ))}
        </dl>
      </>
    )}
  </section>
);

export const PlanAndKey = ({ of }: ToolProps) =>
  of ? (
    <article class="teacher-paper teacher-plan-and-key">
      <div class="together">
        <button type="button" class="primary" onClick={() => print()}>
          {t('ui.print')}
        </button>
      </div>
      <h2 class="paper-title">{localized(of.title)}</h2>
      <AnswerKey of={of} />
      {of.teacher && <Plan of={of.teacher} />}
    </article>
  ) : (
    <p>{t('teacher.chooseLesson')}</p>
  );
