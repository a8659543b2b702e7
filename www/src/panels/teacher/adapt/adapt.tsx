/**
 * Makes a lesson of the teacher's own: a copy of the chosen one or an empty one, changed in a form, tried, saved as a file. Its link is made
 * where all links are.
 */
import { t } from '../../../i18n';
import { fileOf } from '../../../lessons/carried/inline';
import { localized } from '../../../lessons/words';
import { beginOwn } from '../../../state/lesson';
import { state } from '../../../state/store';
import { save } from '../../../ui/save';
import { MissingParts } from '../missing';
import type { ToolProps } from '../tool';
import { beginEmpty, copy, discard, draft, edit, faults } from './draft';
import { FactsList, TextField, WordsField } from './fields';
import { StepFields } from './step-fields';

const NOTHING = { hide: [], lock: [] } as const;

const Begin = ({ of, choose }: ToolProps) => (
  <div class="teacher-choices">
    {of && (
      <button
        type="button"
        class="primary"
        onClick={() => {
          copy(of);
          edit({});
          choose(draft.peek()?.id ?? '');
        }}
      >
        {t('teacher.adapt.copy', { title: localized(of.title) })}
      </button>
    )}
    <button type="button" onClick={() => beginEmpty(state.peek())}>
      {t('teacher.adapt.empty')}
    </button>
  </div>
);

const Faults = () => (
  <div role="status">
    {faults.value.length === 0 ? (
      <p>{t('teacher.adapt.fine')}</p>
    ) : (
      <>
        <p class="fault">{t('teacher.adapt.faults')}</p>
        <ul class="fault">
          {faults.value.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      </>
    )}
  </div>
);

export const Adapt = ({ of, close, choose }: ToolProps) => {
  const now = draft.value;
  const isFine = faults.value.length === 0;
  return (
    <section aria-labelledby="teacher-adapt">
      <h3 id="teacher-adapt">{t('teacher.adapt.head')}</h3>
      <p class="hint">{t('teacher.adapt.how', { fact: '{scale}' })}</p>
      {!now && <Begin of={of} close={close} choose={choose} />}
      {now && (
        <div class="adapt">
          <FactsList />
          <WordsField label={t('teacher.adapt.title')} value={now.title} onChange={(title) => edit({ title })} />
          <WordsField label={t('teacher.adapt.about')} value={now.about} onChange={(about) => edit({ about })} />
          <TextField label={t('teacher.adapt.minutes')} value={String(now.minutes)} onChange={(text) => edit({ minutes: Number(text) || 1 })} />
          {now.steps.map((step, at) => (
            <StepFields key={at} of={now} at={at} step={step} />
          ))}
          <Faults />
          <MissingParts of={now} without={NOTHING} />
          <div class="teacher-choices">
            <button
              type="button"
              class="primary"
              disabled={!isFine}
              onClick={() => {
                beginOwn(now);
                close();
              }}
            >
              {t('teacher.adapt.try')}
            </button>
            <button
              type="button"
              disabled={!isFine}
              onClick={() => save(new Blob([fileOf(now, 2)], { type: 'application/json' }), `quantscope-lesson-${now.id}.json`)}
            >
              {t('teacher.adapt.save')}
            </button>
            <button type="button" onClick={discard}>
              {t('teacher.adapt.discard')}
            </button>
          </div>
          <p class="hint">{t('teacher.adapt.link')}</p>
        </div>
      )}
    </section>
  );
};
