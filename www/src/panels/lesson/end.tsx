/**
 * The end of a lesson: the score, the file to hand in, the next lesson.
 */
import { useSignal } from '@preact/signals';
import { t } from '../../i18n';
import { handIn, type HandIn } from '../../lessons/hand-in';
import { hasQuestion } from '../../lessons/judging';
import { asText } from '../../lessons/class/pieces';
import { localized } from '../../lessons/words';
import { begin, goTo, lesson } from '../../state/lesson';
import { lessons } from '../../state/lessons';
import { answersIn, forgetAnswers } from '../../lessons/lesson-log';
import { state } from '../../state/store';
import { Copyable } from '../share/copyable';
import { save } from '../../ui/save';
import { EarlierRuns } from './earlier-runs';
import { QuestionForm } from './question-form';

const HandInForm = ({ id, questions }: { id: string; questions: number }) => {
  const name = useSignal('');
  const saved = useSignal<HandIn | undefined>(undefined);
  const text = useSignal('');
  const make = (): HandIn => {
    const made = handIn(id, name.value, questions, state.peek().classroom.key);
    saved.value = made;
    text.value = '';
    return made;
  };
  const writeText = async (): Promise<void> => {
    text.value = await asText(make());
  };
  const give = (): void => {
    const made = make();
    save(new Blob([JSON.stringify(made, null, 2)], { type: 'application/json' }), `${['quantscope', id, made.name].filter(Boolean).join('-')}.json`);
  };
  return (
    <QuestionForm onCheck={give}>
      <h4>{t('lessons.handIn')}</h4>
      <p class="hint">{t('lessons.handInWords')}</p>
      <label>
        {t('lessons.name')}{' '}
        <input
          value={name.value}
          autocomplete="off"
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="together">
        <button type="submit" class="primary">
          {t('lessons.save')}
        </button>
        <button type="button" onClick={() => void writeText()}>
          {t('lessons.asText')}
        </button>
        <button
          type="button"
          onClick={() => {
            forgetAnswers(id);
            goTo(0);
          }}
        >
          {t('lessons.forget')}
        </button>
      </div>
      {text.value !== '' && <Copyable label={t('lessons.text')} text={text.value} rows={3} />}
      <p role="status">{saved.value && t('lessons.code', { code: saved.value.check })}</p>
    </QuestionForm>
  );
};

export const LessonEnd = () => {
  const of = lesson.value;
  if (!of) return null;
  const questions = of.steps.filter(hasQuestion).length;
  const answers = Object.values(answersIn(of.id));
  const right = answers.filter((tries) => tries.at(-1)?.verdict.right).length;
  const first = answers.filter((tries) => tries[0]?.number === 1 && tries[0].verdict.right).length;
  const next = lessons.value[lessons.value.findIndex(({ id }) => id === of.id) + 1];
  return (
    <div class="lesson-end">
      <p>
        {t('lessons.done')} {questions > 0 && t('lessons.score', { count: questions, right, first })}
      </p>
      {questions > 0 && <HandInForm id={of.id} questions={questions} />}
      {questions > 0 && <EarlierRuns id={of.id} questions={questions} />}
      {next && lessons.value.includes(of) && (
        <button type="button" onClick={() => begin(next)}>
          {t('lessons.nextLesson', { title: localized(next.title) })}
        </button>
      )}
    </div>
  );
};
