/**
 * Asks for the student's number before a lesson of a class begins.
 */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import { MOST_NUMBER } from '../../lessons/lesson-log';
import { giveNumber } from '../../state/lesson';
import { state } from '../../state/store';
import { QuestionForm } from './question-form';

export const NumberForm = () => {
  const typed = useSignal('');
  const isRefused = useSignal(false);
  const id = useId();
  const give = (): void => {
    const number = /^\d+$/.test(typed.peek().trim()) ? Number(typed.peek()) : 0;
    isRefused.value = number < 1 || number > MOST_NUMBER;
    if (!isRefused.peek()) giveNumber(number);
  };
  return (
    <QuestionForm onCheck={give}>
      <label for={id}>
        <strong>{t('lessons.number')}</strong>
      </label>
      <p class="hint">{t('lessons.numberWords')}</p>
      {state.value.classroom.fresh && <p class="hint">{t('lessons.freshWords')}</p>}
      <div class="together">
        <input
          id={id}
          type="text"
          class="number"
          inputMode="numeric"
          autocomplete="off"
          value={typed.value}
          aria-invalid={isRefused.value}
          aria-describedby={`${id}-fault`}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            isRefused.value = false;
          }}
        />
        <button type="submit" class="primary">
          {t('lessons.begin')}
        </button>
      </div>
      <p id={`${id}-fault`} role="status" class={isRefused.value ? 'fault' : 'hidden-words'}>
        {isRefused.value && t('lessons.numberRefused', { most: MOST_NUMBER })}
      </p>
    </QuestionForm>
  );
};
