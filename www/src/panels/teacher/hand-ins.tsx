/**
 * The students' hand-ins: reads each file, computes its check code again with the class's key, and counts its score.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../../i18n';
import { readHandIn, type HandIn } from '../../lessons/hand-in';
import { localized } from '../../lessons/words';
import { lessons } from '../../state/lessons';
import { whole } from '../../engine/numbers';

type Read = { file: string; text: string };

const Answers = ({ of }: { of: HandIn }) => (
  <details>
    <summary>{t('teacher.details')}</summary>
    <ol>
      {Object.entries(of.answers).map(([step, { said, is, right, tries, link, earlier = [] }]) => (
        <li key={step} value={Number(step)}>
          {t(right ? 'teacher.rightAnswer' : 'teacher.wrongAnswer', { said, is })} {t('teacher.tries', { count: tries })}{' '}
          {earlier.length > 0 && t('teacher.earlier', { said: earlier.map((one) => one.said).join('; ') })}{' '}
          <a href={link.slice(Math.max(link.indexOf('#'), 0))} target="_blank" rel="noopener">
            {t('teacher.see')}
          </a>
        </li>
      ))}
    </ol>
  </details>
);

const Row = ({ file, text, secret }: Read & { secret: string }) => {
  const read = readHandIn(text, secret);
  if ('fault' in read) {
    return (
      <tr>
        <td colSpan={5} class="fault">
          {read.fault === 'json' ? t('teacher.notJson', { file }) : t('teacher.notHandIn', { file, fault: read.fault })}
        </td>
      </tr>
    );
  }
  const { handIn, isWhole } = read;
  const title = lessons.value.find(({ id }) => id === handIn.lesson)?.title;
  return (
    <tr>
      <th scope="row">{handIn.name || file}</th>
      <td>{title ? localized(title) : handIn.lesson}</td>
      <td>{t('teacher.scoreOf', { right: whole(handIn.right), of: whole(handIn.of) })}</td>
      <td>{t(isWhole ? 'teacher.fits' : 'teacher.doesNotFit', { code: handIn.check })}</td>
      <td>
        <Answers of={handIn} />
      </td>
    </tr>
  );
};

export const HandIns = () => {
  const files = useSignal<readonly Read[]>([]);
  const secret = useSignal('');
  const chooser = useRef<HTMLInputElement>(null);
  const open = async (list: FileList | null): Promise<void> => {
    files.value = await Promise.all([...(list ?? [])].map(async (file) => ({ file: file.name, text: await file.text() })));
  };
  return (
    <section aria-labelledby="teacher-hand-ins">
      <h3 id="teacher-hand-ins">{t('teacher.handIns')}</h3>
      <p class="hint">{t('teacher.handInsWords')}</p>
      <div class="teacher-choices">
        <label>
          {t('teacher.key')}{' '}
          <input
            type="text"
            autocomplete="off"
            value={secret.value}
            onInput={(event) => {
              secret.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="button" onClick={() => chooser.current?.click()}>
          {t('teacher.openHandIns')}
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept=".json,application/json"
          aria-label={t('teacher.openHandIns')}
          onChange={(event) => void open(event.currentTarget.files)}
        />
      </div>
      {files.value.length > 0 && (
        <div class="teacher-table" role="region" aria-labelledby="teacher-hand-ins" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {(['name', 'lesson', 'score', 'code', 'answersOf'] as const).map((column) => (
                  <th scope="col" key={column}>
                    {t(`teacher.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {files.value.map((read) => (
                <Row key={read.file} {...read} secret={secret.value.trim()} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
