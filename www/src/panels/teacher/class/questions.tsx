/**
 * The questions of a lesson: the shares that were right at the first and at the second try, and what was said instead.
 */
import { t } from '../../../i18n';
import type { LessonClass, Tally } from '../../../lessons/class/tally';
import { percent, whole } from '../../../engine/numbers';
import { askedAt, saidAt } from './lesson-words';

/** Wrong answers that are told; the CSV has them too. */
const MOST_WRONG = 3;

/** The shares as a bar; its words stand beside it. */
const Bar = ({ of: { first, second, later }, all }: { of: Tally; all: number }) => (
  <span class="class-bar" aria-hidden="true">
    {([first, second, later] as const).map((count, i) => (
      <span key={i} style={{ width: `${(100 * count) / Math.max(all, 1)}%` }} />
    ))}
  </span>
);

const Question = ({ of, lesson, all }: { of: Tally; lesson: string; all: number }) => (
  <tr>
    <th scope="row">
      <span class="hint">{t('teacher.class.step', { step: of.step })}</span> {askedAt(lesson, of.step)}
    </th>
    <td>{percent(of.first / all)}</td>
    <td>{percent((of.first + of.second) / all)}</td>
    <td>
      <Bar of={of} all={all} />
      <span class="hint">{t('teacher.class.answered', { count: whole(of.answered), of: whole(all) })}</span>
    </td>
    <td>
      {of.wrong.slice(0, MOST_WRONG).map(({ said, times }) => (
        <p key={said}>{t('teacher.class.times', { said: saidAt(lesson, of.step, said), times: whole(times) })}</p>
      ))}
    </td>
  </tr>
);

export const Questions = ({ of: { lesson, questions, counted } }: { of: LessonClass }) => (
  <div class="teacher-table" role="region" aria-label={t('teacher.class.questions')} tabIndex={0}>
    <table class="class-questions">
      <caption>{t('teacher.class.questionsOf', { count: counted })}</caption>
      <thead>
        <tr>
          {(['question', 'first', 'second', 'shares', 'wrong'] as const).map((column) => (
            <th scope="col" key={column}>
              {t(`teacher.class.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {questions.map((one) => (
          <Question key={one.step} of={one} lesson={lesson} all={counted} />
        ))}
      </tbody>
    </table>
  </div>
);
