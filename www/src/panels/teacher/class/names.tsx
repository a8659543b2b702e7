/**
 * The students of a lesson: who had which question right at which try, to be sorted by any column; and the answers of each.
 */
import { useSignal } from '@preact/signals';
import { t } from '../../../i18n';
import { rightAt, rightAtTry, type LessonClass } from '../../../lessons/class/tally';
import type { Student } from '../../../lessons/class/students';
import type { HandIn } from '../../../lessons/hand-in';
import { NONE, whole } from '../../../engine/numbers';
import { compareKeys, SortableHead, type SortKey } from '../../../ui/sortable';
import { askedAt, saidAt } from './lesson-words';

/** A column of fixed meaning, or a step by its number. */
type Column = 'name' | 'number' | 'run' | 'score' | 'first' | 'code' | number;

const FIXED = ['name', 'number', 'run', 'score', 'first', 'code'] as const;

const nameOf = ({ handIn, from }: Student): string => handIn.name || from;

const keyOf = (student: Student, column: Column): SortKey => {
  const { handIn, fits } = student;
  switch (column) {
    case 'name':
      return nameOf(student).toLocaleLowerCase();
    case 'number':
      return handIn.number;
    case 'run':
      return handIn.run;
    case 'score':
      return handIn.right;
    case 'first':
      return rightAtTry(handIn, 1);
    case 'code':
      return Number(fits);
    default:
      // Wrong answers stand between the right ones and those that are not there.
      return rightAt(handIn.answers[String(column)]) || (handIn.answers[String(column)] && Infinity);
  }
};

/** The try at which a question was right, as a mark and in words. */
const Mark = ({ of }: { of: HandIn['answers'][string] | undefined }) => {
  const at = rightAt(of);
  if (at === undefined) return <td aria-label={t('teacher.class.unanswered')}>{NONE}</td>;
  return (
    <td class="class-mark" data-at={Math.min(at, 3)} aria-label={at === 0 ? t('teacher.class.neverRight') : t('teacher.class.rightAt', { at })}>
      {at === 0 ? '✗' : whole(at)}
    </td>
  );
};

const Answers = ({ of }: { of: HandIn }) => (
  <ol class="class-answers">
    {Object.entries(of.answers).map(([step, { said, is, right, tries, link, earlier = [] }]) => {
      const words = (text: string): string => saidAt(of.lesson, Number(step), text);
      return (
        <li key={step} value={Number(step)}>
          <strong>{askedAt(of.lesson, Number(step))}</strong>{' '}
          {right ? t('teacher.rightAnswer', { said: words(said) }) : t('teacher.wrongAnswer', { said: words(said), is: words(is) })}{' '}
          {t('teacher.tries', { count: tries })}{' '}
          {earlier.length > 0 && t('teacher.earlier', { said: earlier.map((one) => words(one.said)).join('; ') })}{' '}
          <a href={link.slice(Math.max(link.indexOf('#'), 0))} target="_blank" rel="noopener">
            {t('teacher.see')}
          </a>
        </li>
      );
    })}
  </ol>
);

type RowProps = { of: Student; steps: readonly number[]; remove: (from: string) => void };

const Row = ({ of, steps, remove }: RowProps) => {
  const { handIn, fits, counts, double, from } = of;
  const isOpen = useSignal(false);
  const name = nameOf(of);
  return (
    <>
      <tr data-counts={counts}>
        <th scope="row" title={from}>
          {name}
          {double && <span class="hint"> {t(counts ? 'teacher.class.doubleCounts' : 'teacher.class.double')}</span>}
        </th>
        <td>{whole(handIn.number)}</td>
        <td>{handIn.run === undefined ? NONE : whole(handIn.run)}</td>
        <td>{t('teacher.scoreOf', { right: whole(handIn.right), of: whole(handIn.of) })}</td>
        <td>{whole(rightAtTry(handIn, 1))}</td>
        <td class={fits ? undefined : 'fault'}>{t(fits ? 'teacher.fits' : 'teacher.doesNotFit', { code: handIn.check })}</td>
        {steps.map((step) => (
          <Mark key={step} of={handIn.answers[String(step)]} />
        ))}
        <td class="class-ways">
          <button
            type="button"
            aria-expanded={isOpen.value}
            aria-label={`${t('teacher.details')}: ${name}`}
            onClick={() => {
              isOpen.value = !isOpen.value;
            }}
          >
            {t('teacher.details')}
          </button>
          <button type="button" aria-label={`${t('teacher.class.remove')}: ${name}`} onClick={() => remove(from)}>
            {t('teacher.class.remove')}
          </button>
        </td>
      </tr>
      {isOpen.value && (
        <tr>
          <td colSpan={FIXED.length + steps.length + 1}>
            <Answers of={handIn} />
          </td>
        </tr>
      )}
    </>
  );
};

export const Names = ({ of: { students, questions }, remove }: { of: LessonClass; remove: (from: string) => void }) => {
  const order = useSignal<{ by: Column; ascending: boolean }>({ by: 'name', ascending: true });
  const { by, ascending } = order.value;
  const steps = questions.map(({ step }) => step);
  const sorted = [...students].sort((a, b) => compareKeys(keyOf(a, by), keyOf(b, by), ascending));
  const head = (column: Column, words: string, title?: string) => (
    <SortableHead
      key={column}
      words={words}
      title={title}
      ascending={column === by ? ascending : undefined}
      onSort={() => {
        order.value = { by: column, ascending: column === by ? !ascending : true };
      }}
    />
  );
  return (
    <div class="teacher-table" role="region" aria-label={t('teacher.class.names')} tabIndex={0}>
      <table class="class-names">
        <caption>{t('teacher.class.names')}</caption>
        <thead>
          <tr>
            {FIXED.map((column) => head(column, t(`teacher.column.${column}`)))}
            {steps.map((step) => head(step, t('teacher.class.step', { step })))}
            <td />
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <Row key={one.from} of={one} steps={steps} remove={remove} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
