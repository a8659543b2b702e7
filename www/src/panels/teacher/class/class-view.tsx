/**
 * The hand-ins of a class: dropped, chosen or pasted, more adding to those that are there; the numbers of the class lesson by lesson,
 * and as CSV.
 */
import { computed, signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../../i18n';
import { questionsCsv, studentsCsv } from '../../../lessons/class/csv';
import { pieces, piecesOfFile, type Piece } from '../../../lessons/class/pieces';
import { classList, withoutRepeated, type Unread } from '../../../lessons/class/students';
import { byLesson } from '../../../lessons/class/tally';
import { save } from '../../../ui/save';
import { askedAt, saidAt, titleOf } from './lesson-words';
import { Names } from './names';
import { Questions } from './questions';

/** What came so far; it stays while the page is open. */
const came = signal<readonly Piece[]>([]);
const key = signal('');
/** What the last adding did. */
const told = signal('');

const list = computed(() => classList(came.value, key.value.trim()));
const classes = computed(() => byLesson(list.value.students));

const add = (more: readonly Piece[]): void => {
  const fresh = withoutRepeated(came.peek(), more);
  const names = new Set(came.peek().map(({ from }) => from));
  const named = fresh.map(({ from, text }) => {
    let name = from;
    for (let i = 2; names.has(name); i += 1) name = `${from} (${i})`;
    names.add(name);
    return { from: name, text };
  });
  const before = list.peek().students.length;
  came.value = [...came.peek(), ...named];
  const repeated = more.length - fresh.length;
  told.value = [
    t('teacher.class.added', { count: list.peek().students.length - before }),
    ...(repeated > 0 ? [t('teacher.class.repeated', { count: repeated })] : []),
  ].join(' ');
};

/** Adds the hand-ins in files. */
export const addFiles = async (files: Iterable<File>): Promise<void> => {
  const read = await Promise.all([...files].map(async (file) => piecesOfFile(file.name, await file.text())));
  add(read.flat());
};

const remove = (from: string): void => {
  came.value = came.peek().filter((piece) => piece.from !== from);
};

const saveCsv = (text: string, name: string): void => save(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);

const Pasted = () => {
  const field = useRef<HTMLTextAreaElement>(null);
  const addPasted = async (): Promise<void> => {
    const area = field.current;
    if (!area || area.value.trim() === '') return;
    add(await pieces(area.value, (place) => t('teacher.class.pasted', { place })));
    area.value = '';
  };
  return (
    <details>
      <summary>{t('teacher.class.paste')}</summary>
      <label class="hint" for="class-pasted">
        {t('teacher.class.pasteWords')}
      </label>
      <textarea id="class-pasted" ref={field} rows={4} spellcheck={false} />
      <button type="button" onClick={() => void addPasted()}>
        {t('teacher.class.add')}
      </button>
    </details>
  );
};

const Unfit = ({ of }: { of: readonly Unread[] }) => (
  <ul class="class-unread">
    {of.map(({ from, fault }) => (
      <li key={from} class="fault">
        {fault === 'json' ? t('teacher.notJson', { file: from }) : t('teacher.notHandIn', { file: from, fault })}{' '}
        <button type="button" aria-label={`${t('teacher.class.remove')}: ${from}`} onClick={() => remove(from)}>
          {t('teacher.class.remove')}
        </button>
      </li>
    ))}
  </ul>
);

const Sources = () => {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <div class="teacher-choices">
        <label>
          {t('teacher.key')}{' '}
          <input
            type="text"
            autocomplete="off"
            value={key.value}
            onInput={(event) => {
              key.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="button" class="primary" onClick={() => chooser.current?.click()}>
          {t('teacher.openHandIns')}
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept=".json,.txt,application/json,text/plain"
          aria-label={t('teacher.openHandIns')}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void addFiles(files);
          }}
        />
        {came.value.length > 0 && (
          <button
            type="button"
            onClick={() => {
              came.value = [];
              told.value = '';
            }}
          >
            {t('teacher.class.clear')}
          </button>
        )}
      </div>
      <Pasted />
      <p role="status">{told.value}</p>
    </>
  );
};

export const ClassView = () => {
  const { unread, students } = list.value;
  const unfit = students.filter(({ fits }) => !fits).length;
  return (
    <section aria-labelledby="teacher-class">
      <h3 id="teacher-class">{t('teacher.handIns')}</h3>
      <p>{t('teacher.class.words')}</p>
      <p class="hint">{t('teacher.class.limits')}</p>
      <Sources />
      {unread.length > 0 && <Unfit of={unread} />}
      {unfit > 0 && <p class="fault">{t('teacher.class.unfit', { count: unfit })}</p>}
      {students.length > 0 && (
        <div class="teacher-choices">
          <button type="button" onClick={() => saveCsv(studentsCsv(classes.value), 'quantscope-class.csv')}>
            {t('teacher.class.saveNames')}
          </button>
          <button type="button" onClick={() => saveCsv(questionsCsv(classes.value, { ask: askedAt, said: saidAt }), 'quantscope-questions.csv')}>
            {t('teacher.class.saveQuestions')}
          </button>
        </div>
      )}
      {classes.value.map((one) => (
        <section key={one.lesson} class="class-lesson" aria-label={titleOf(one.lesson)}>
          <h4>{titleOf(one.lesson)}</h4>
          {one.counted > 0 && <Questions of={one} />}
          <Names of={one} remove={remove} />
        </section>
      ))}
    </section>
  );
};
