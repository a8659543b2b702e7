/**
 * The list of lessons with the step where each was left, and the button that opens a lesson from a file.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../i18n';
import type { Lesson } from '../../lessons/schema';
import { parseLesson } from '../../lessons/reader';
import { localized } from '../../lessons/words';
import { begin, beginOwn } from '../../state/lesson';
import { lessons } from '../../state/lessons';
import { forgetAnswers, MOST_NUMBER, stepLeftIn, setVariant, variant } from '../../lessons/lesson-log';
import { NumberField } from '../number-field';
import { DialogHead } from '../../ui/dialog';
import './lesson.css';
import { Routes } from './routes';
import { showTeacherPage } from './lessons';

const Row = ({ of, onBegin }: { of: Lesson; onBegin: () => void }) => {
  const at = stepLeftIn(of.id);
  return (
    <li class="lessons-row">
      <div>
        <h3>{localized(of.title)}</h3>
        <p>{localized(of.about)}</p>
        <p class="hint">
          {t('lessons.minutes', { minutes: of.minutes })}, {t('lessons.steps', { count: of.steps.length })}
        </p>
      </div>
      <div class="lessons-ways">
        <button
          type="button"
          class="primary"
          aria-label={`${at > 0 ? t('lessons.goOn', { step: at + 1 }) : t('lessons.begin')}: ${localized(of.title)}`}
          onClick={onBegin}
        >
          {at > 0 ? t('lessons.goOn', { step: at + 1 }) : t('lessons.begin')}
        </button>
        {at > 0 && (
          <button
            type="button"
            aria-label={`${t('lessons.again')}: ${localized(of.title)}`}
            onClick={() => {
              forgetAnswers(of.id);
              onBegin();
            }}
          >
            {t('lessons.again')}
          </button>
        )}
      </div>
    </li>
  );
};

/** Opens a lesson from a file. `fault` says what is wrong with it: the first fault in full, and how many more there are. */
const useOwn = (close: () => void) => {
  const fault = useSignal<string | undefined>(undefined);
  const open = async (file: File): Promise<void> => {
    const read = parseLesson(await file.text());
    if ('lesson' in read) {
      fault.value = undefined;
      beginOwn(read.lesson);
      close();
      return;
    }
    const [first = '', ...more] = read.faults;
    const rest = more.length > 0 ? ` ${t('lessons.moreFaults', { count: more.length })}` : '';
    fault.value = t('lessons.broken', { file: file.name, fault: first }) + rest;
  };
  return { fault, open };
};

export const LessonMenu = ({ close }: { close: () => void }) => {
  const chooser = useRef<HTMLInputElement>(null);
  const { fault, open } = useOwn(close);
  return (
    <>
      <DialogHead title={t('lessons.lessons')} close={close}>
        <button
          type="button"
          onClick={() => {
            close();
            showTeacherPage();
          }}
        >
          {t('lessons.forTeachers')}
        </button>
        <button type="button" onClick={() => chooser.current?.click()}>
          {t('lessons.openFile')}
        </button>
        <input
          ref={chooser}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('lessons.openFile')}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file) void open(file);
          }}
        />
      </DialogHead>
      {fault.value !== undefined && (
        <p class="fault" role="alert">
          {fault.value}
        </p>
      )}
      <Routes />
      <ol class="lessons-list">
        {lessons.value.map((of) => (
          <Row
            key={of.id}
            of={of}
            onBegin={() => {
              begin(of);
              close();
            }}
          />
        ))}
      </ol>
      <div class="lessons-foot">
        <div>
          {t('lessons.number')}{' '}
          <NumberField
            label={t('lessons.number')}
            value={variant.value}
            min={1}
            max={MOST_NUMBER}
            step={1}
            least={1}
            maxInteger={MOST_NUMBER}
            fault={{ 'aria-describedby': 'lessons-number' }}
            onCommit={setVariant}
          />
        </div>
        <p class="hint" id="lessons-number">
          {t('lessons.numberWords')}
        </p>
        <p class="hint">{t('lessons.kept')}</p>
      </div>
    </>
  );
};
