/**
 * A step in the form for a lesson: words, what is shown, hidden and locked parts, its question, its place among the others.
 */
import { t } from '../../../i18n';
import { linkOf } from '../../../lessons/links';
import type { Lesson, Step } from '../../../lessons/schema';
import { localized } from '../../../lessons/words';
import { linkTo, state, stateOf } from '../../../state/store';
import { PartsTable } from '../parts-table';
import { addStep, linkPart, moveStep, putStep, removeStep, withParts } from './draft';
import { MaybeWords, WordsField } from './fields';
import { QuestionFields } from './question-fields';

const Places = ({ at, steps }: { at: number; steps: number }) => (
  <div class="teacher-choices">
    <button type="button" disabled={at === 0} onClick={() => moveStep(at, -1)}>
      {t('teacher.adapt.up')}
    </button>
    <button type="button" disabled={at === steps - 1} onClick={() => moveStep(at, 1)}>
      {t('teacher.adapt.down')}
    </button>
    <button type="button" onClick={() => addStep(at)}>
      {t('teacher.adapt.addStep')}
    </button>
    <button type="button" disabled={steps === 1} onClick={() => removeStep(at)}>
      {t('teacher.adapt.removeStep')}
    </button>
  </div>
);

export const StepFields = ({ of, at, step }: { of: Lesson; at: number; step: Step }) => {
  const link = linkOf(of, at);
  const { classroom } = stateOf(link);
  const put = (changed: Step): void => putStep(at, changed);
  const { title: _, ...untitled } = step;
  return (
    <details class="adapt-step">
      <summary>
        {t('lessons.step', { step: at + 1, steps: of.steps.length })}: {step.title ? localized(step.title) : ''}
      </summary>
      <MaybeWords label={t('teacher.adapt.title')} value={step.title} onChange={(title) => put(title ? { ...untitled, title } : untitled)} />
      <WordsField label={t('teacher.adapt.words')} value={step.words} rows={4} onChange={(words) => put({ ...step, words })} />
      <div class="teacher-choices">
        <span>{t('teacher.adapt.shows')}</span>
        <a href={linkTo(stateOf(link))} target="_blank" rel="noopener">
          {t('teacher.see')}
        </a>
        <button type="button" onClick={() => put({ ...step, state: withParts(linkPart(state.peek()), classroom.hide, classroom.lock) })}>
          {t('teacher.adapt.asShown')}
        </button>
      </div>
      <details>
        <summary>{t('teacher.adapt.parts')}</summary>
        <PartsTable value={classroom} onChange={({ hide, lock }) => put({ ...step, state: withParts(link, hide, lock) })} />
      </details>
      <QuestionFields step={step} onChange={put} />
      <Places at={at} steps={of.steps.length} />
    </details>
  );
};
