/**
 * Choose what will happen, then see. Which answer is right is computed after the reveal, never written down.
 */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import type { Choice } from '../../lessons/schema';
import { rightChoice } from '../../lessons/judging';
import { filled, spoken } from '../../lessons/words';
import { known, record, turn } from '../../state/lesson';
import { answersIn } from '../../lessons/lesson-log';
import { rich } from '../../ui/rich';
import { TAGS } from './tags';
import { QuestionForm, type QuestionProps } from './question-form';

export const ChoiceQuestion = ({ question, id, place }: QuestionProps<Choice>) => {
  const { ask, choices, reveal, after } = question;
  const kept = answersIn(id)[place];
  const picked = useSignal<number | undefined>(kept ? Number(kept.said) - 1 : undefined);
  const fault = useSignal(false);
  const name = useId();

  const check = async (): Promise<void> => {
    const said = picked.value;
    fault.value = said === undefined;
    if (said === undefined) return;
    const now = await turn(reveal);
    if (!now) return;
    const right = rightChoice(question, now);
    // What is kept must mean the same in every language: places from 1.
    record(id, place, { kind: 'choose', said: `${said + 1}`, is: `${right + 1}`, right: said === right });
  };

  const right = kept && choices[Number(kept.is) - 1];
  return (
    <QuestionForm onCheck={() => void check()}>
      <fieldset class="question-choices" disabled={kept !== undefined}>
        <legend>
          <strong>{t('lessons.predict')}</strong> {rich(filled(ask, known.value), TAGS)}
        </legend>
        {choices.map(({ words }, i) => (
          <label key={i}>
            <input
              type="radio"
              name={name}
              checked={picked.value === i}
              onChange={() => {
                picked.value = i;
              }}
            />
            <span>{rich(filled(words, known.value), TAGS)}</span>
          </label>
        ))}
      </fieldset>
      <button type="submit" disabled={kept !== undefined}>
        {t('lessons.check')}
      </button>
      <div role="status" class="question-verdict" data-right={kept?.right}>
        {fault.value && <p class="fault">{t('lessons.pickOne')}</p>}
        {kept && <p>{kept.right || !right ? t('lessons.rightChoice') : t('lessons.wrongChoice', { right: spoken(right.words) })}</p>}
        {kept && after && <p>{rich(filled(after, known.value), TAGS)}</p>}
      </div>
    </QuestionForm>
  );
};
