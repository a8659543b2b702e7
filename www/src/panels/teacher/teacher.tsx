/**
 * The teacher's page: a link for the class, the plan of a lesson, a worksheet, and the check of hand-ins. It is opened from
 * the list of lessons.
 */
import { computed, signal } from '@preact/signals';
import { t } from '../../i18n';
import { localized } from '../../lessons/words';
import { lesson } from '../../state/lesson';
import { lessons } from '../../state/lessons';
import { DialogHead } from '../../ui/dialog';
import { HandIns } from './hand-ins';
import { LinkForm } from './link-form';
import { Plan } from './plan';
import './teacher.css';
import { Worksheet } from './worksheet';

/** The id of the chosen lesson; empty for no lesson. */
const chosen = signal<string | undefined>(undefined);
const prepared = computed(() => chosen.value ?? lesson.value?.id ?? '');

export const TeacherPage = ({ close }: { close: () => void }) => {
  const of = lessons.value.find(({ id }) => id === prepared.value);
  return (
    <>
      <DialogHead title={t('teacher.title')} close={close} />
      <div class="teacher-columns">
        <section aria-labelledby="teacher-link">
          <h3 id="teacher-link">{t('teacher.link')}</h3>
          <p>
            <label>
              {t('teacher.what')}{' '}
              <select
                onChange={(event) => {
                  chosen.value = event.currentTarget.value;
                }}
              >
                <option value="" selected={!of}>
                  {t('teacher.freePlay')}
                </option>
                {lessons.value.map(({ id, title }, i) => (
                  <option key={id} value={id} selected={id === of?.id}>
                    {i + 1}. {localized(title)}
                  </option>
                ))}
              </select>
            </label>
          </p>
          <LinkForm lesson={of?.id ?? ''} />
        </section>
        <div>
          {of && <Plan of={of} />}
          <Worksheet />
          <HandIns />
        </div>
      </div>
    </>
  );
};
