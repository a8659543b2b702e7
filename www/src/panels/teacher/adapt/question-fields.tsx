/**
 * The question of a step in the form for a lesson: its kind, and what each kind needs.
 */
import { useId } from 'preact/hooks';
import { t } from '../../../i18n';
import type { Choice, Goal, Prediction, Step, Task } from '../../../lessons/schema';
import { inLanguage, replaced, without } from './draft';
import { ConditionFields, FACTS_LIST, MaybeWords, TextField, WordsField } from './fields';

const KINDS = ['none', 'predict', 'choose', 'task'] as const;
type Kind = (typeof KINDS)[number];

const kindOf = (step: Step): Kind => KINDS.find((kind) => kind !== 'none' && step[kind] !== undefined) ?? 'none';

/** A condition that a teacher changes. */
const condition = (): Goal => ({ fact: 'sqnr', at_least: 20 });

const begun = (kind: Kind): Partial<Pick<Step, 'predict' | 'choose' | 'task'>> => {
  const ask = inLanguage('');
  switch (kind) {
    case 'none':
      return {};
    case 'predict':
      return { predict: { ask, fact: 'scale', within: 0, reveal: '' } };
    case 'choose':
      return { choose: { ask, reveal: '', choices: [0, 1].map(() => ({ words: inLanguage(''), holds: [condition()] })) } };
    case 'task':
      return { task: { ask, goal: [condition()], solution: 'bits=8', own_data: false } };
  }
};

/** Everything of an object but a key, or with another value there. */
const put = <T extends object, K extends keyof T & string>(of: T, key: K, value: T[K] | undefined): T => {
  const { [key]: _, ...rest } = of;
  return (value === undefined ? rest : { ...rest, [key]: value }) as T;
};

type Of<Q> = { of: Q; onChange: (of: Q) => void };

const PredictFields = ({ of, onChange }: Of<Prediction>) => (
  <>
    <TextField label={t('teacher.adapt.asksFor')} value={of.fact} list={FACTS_LIST} onChange={(fact) => onChange({ ...of, fact })} />
    <TextField
      label={t('teacher.adapt.within')}
      value={String(of.within)}
      onChange={(text) => onChange({ ...of, within: Number(text.replace(',', '.')) || 0 })}
    />
    <TextField label={t('teacher.adapt.reveal')} value={of.reveal} onChange={(reveal) => onChange({ ...of, reveal })} />
    <MaybeWords label={t('teacher.adapt.after')} value={of.after} onChange={(after) => onChange(put(of, 'after', after))} />
  </>
);

const ChooseFields = ({ of, onChange }: Of<Choice>) => {
  const putChoice = (i: number, choice: Choice['choices'][number]): void => onChange({ ...of, choices: replaced(of.choices, i, choice) });
  return (
    <>
      {of.choices.map((choice, i) => (
        <fieldset key={i} class="adapt-choice">
          <legend>{t('teacher.adapt.choice', { place: i + 1 })}</legend>
          <WordsField label={t('teacher.adapt.words')} value={choice.words} onChange={(words) => putChoice(i, { ...choice, words })} />
          {choice.holds.map((goal, j) => (
            <ConditionFields key={j} value={goal} onChange={(changed) => putChoice(i, { ...choice, holds: replaced(choice.holds, j, changed) })} />
          ))}
          <MaybeWords label={t('teacher.adapt.why')} value={choice.why} onChange={(why) => putChoice(i, put(choice, 'why', why))} />
          {of.choices.length > 2 && (
            <button type="button" onClick={() => onChange({ ...of, choices: without(of.choices, i) })}>
              {t('teacher.adapt.removeChoice')}
            </button>
          )}
        </fieldset>
      ))}
      <button type="button" onClick={() => onChange({ ...of, choices: [...of.choices, { words: inLanguage(''), holds: [condition()] }] })}>
        {t('teacher.adapt.addChoice')}
      </button>
      <TextField label={t('teacher.adapt.reveal')} value={of.reveal} onChange={(reveal) => onChange({ ...of, reveal })} />
      <MaybeWords label={t('teacher.adapt.after')} value={of.after} onChange={(after) => onChange(put(of, 'after', after))} />
    </>
  );
};

const TaskFields = ({ of, onChange }: Of<Task>) => (
  <>
    {of.goal.map((goal, i) => (
      <ConditionFields key={i} value={goal} onChange={(changed) => onChange({ ...of, goal: replaced(of.goal, i, changed) })} />
    ))}
    <TextField label={t('teacher.adapt.solution')} value={of.solution} onChange={(solution) => onChange({ ...of, solution })} />
    <MaybeWords label={t('teacher.adapt.hint')} value={of.hint} onChange={(hint) => onChange(put(of, 'hint', hint))} />
    <MaybeWords label={t('teacher.adapt.after')} value={of.after} onChange={(after) => onChange(put(of, 'after', after))} />
  </>
);

export const QuestionFields = ({ step, onChange }: { step: Step; onChange: (step: Step) => void }) => {
  const id = useId();
  const { predict, choose, task, ...rest } = step;
  const kind = kindOf(step);
  return (
    <>
      <div class="adapt-field">
        <label for={id}>{t('teacher.adapt.question')}</label>
        <select id={id} onChange={(event) => onChange({ ...rest, ...begun(event.currentTarget.value as Kind) })}>
          {KINDS.map((one) => (
            <option key={one} value={one} selected={one === kind}>
              {t(`teacher.adapt.kinds.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {predict && (
        <>
          <WordsField label={t('teacher.adapt.ask')} value={predict.ask} onChange={(ask) => onChange({ ...step, predict: { ...predict, ask } })} />
          <PredictFields of={predict} onChange={(of) => onChange({ ...step, predict: of })} />
        </>
      )}
      {choose && (
        <>
          <WordsField label={t('teacher.adapt.ask')} value={choose.ask} onChange={(ask) => onChange({ ...step, choose: { ...choose, ask } })} />
          <ChooseFields of={choose} onChange={(of) => onChange({ ...step, choose: of })} />
        </>
      )}
      {task && (
        <>
          <WordsField label={t('teacher.adapt.ask')} value={task.ask} onChange={(ask) => onChange({ ...step, task: { ...task, ask } })} />
          <TaskFields of={task} onChange={(of) => onChange({ ...step, task: of })} />
        </>
      )}
    </>
  );
};
