/**
 * A question for a number, which is typed or set by a slider.
 */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { readNumber, type Read } from '../../engine/core';
import { editable } from '../../engine/numbers';
import { t } from '../../i18n';
import { amount, factAt, type Fact, type Kind } from '../../lessons/facts';
import type { Prediction } from '../../lessons/schema';
import type { Submission, Verdict as Judged } from '../../lessons/judging';
import { filled, written } from '../../lessons/words';
import { known } from '../../state/lesson-facts';
import { lastTry } from '../../lessons/lesson-log';
import { rich } from '../../ui/rich';
import { CheckButton, lookOf, Now, QuestionForm, useCheck, Verdict, type QuestionProps } from './question-form';
import { TAGS } from './tags';

/** The steps of a slider whose lesson gives no step size. */
const STEPS = 100;

const TRY_AGAIN = {
  low: 'lessons.tryHigher',
  lowTimes: 'lessons.tryHigher',
  high: 'lessons.tryLower',
  highTimes: 'lessons.tryLower',
  compared: 'lessons.tryOther',
} as const;

const verdictWords = ({ verdict, final }: Submission): string | undefined => {
  if (verdict.kind === 'written') return t('lessons.compared', { said: verdict.said, is: verdict.is });
  if (verdict.kind !== 'predict') return undefined;
  const { comparison, said, is, off, times } = verdict;
  // The number itself is told after the last try.
  if (!final && comparison !== 'exact' && comparison !== 'close') return t(TRY_AGAIN[comparison], { said: written(said) });
  return t(`lessons.${comparison}`, { said: written(said), is: written(is), off: written(off), times: written(times) });
};

/** The text of a prediction that was checked. */
const typedIn = (verdict: Judged | undefined): string | undefined =>
  verdict?.kind === 'predict' ? verdict.text : verdict?.kind === 'written' ? verdict.said : undefined;

/** The number of an answer, which may have the unit of what it predicts. */
const typedAnswer = (text: string): Read<number> => readNumber(text, /[%％]\s*$/.test(text) ? '%' : 'dB');

/** The units that numbers of a kind are typed in. */
const UNITS: Partial<Record<Kind, string>> = { share: '%', decibel: 'dB' };

type SliderProps = {
  text: string;
  unit: string | undefined;
  value: number | undefined;
  from: number;
  to: number;
  step: number;
  isDone: boolean;
  onSlide: (text: string) => void;
};

/** A slider that shows no value while the field is empty. */
const AnswerSlider = ({ text, unit, value, from, to, step, isDone, onSlide }: SliderProps) => {
  const slide = (event: Event & { currentTarget: HTMLInputElement }): void => {
    if (isDone) event.currentTarget.value = String(value);
    else onSlide(editable(event.currentTarget.valueAsNumber));
  };
  return (
    <input
      type="range"
      class={value === undefined ? 'unset' : undefined}
      aria-label={unit === undefined ? t('lessons.yourAnswer') : t('lessons.yourAnswerIn', { unit })}
      aria-valuetext={value === undefined ? t('lessons.noAnswer') : text}
      aria-disabled={isDone}
      min={from}
      max={to}
      step={step}
      value={value ?? (from + to) / 2}
      onInput={slide}
      // A click in the middle of an empty slider sets the middle, which fires no input event.
      onClick={slide}
    />
  );
};

/** The predicted number with the current settings, if it differs from the one in the verdict. */
const NowOf = ({ fact, is }: { fact: string; is: Fact }) => {
  const now = known.value && factAt(fact, known.value);
  return now && written(now) !== written(is) ? <Now words={written(now)} /> : null;
};

export const PredictionQuestion = ({ question, id, stepIndex }: QuestionProps<Prediction>) => {
  const { ask, fact, from, to, step, after } = question;
  const submission = lastTry(id, stepIndex);
  const isDone = submission?.final === true;
  const verdict = isDone ? submission.verdict : undefined;
  const typed = useSignal('');
  const text = typedIn(verdict) ?? typed.value;
  const field = useId();
  const read = typedAnswer(text);
  const { check, clear, fault } = useCheck(() => {
    // What stands in the field now: Enter may come before what was typed has been drawn.
    const entered = typedIn(verdict) ?? typed.peek();
    const read = typedAnswer(entered);
    if ('value' in read) return { kind: 'predict', question, text: entered, value: read.value };
    return entered.trim() === '' ? { kind: 'empty' } : { kind: 'notNumber', why: read.refusal };
  });
  const unit = UNITS[(known.value && factAt(fact, known.value)?.kind) ?? 'number'];
  const value = verdict?.kind === 'predict' ? amount(verdict.said) : 'value' in read ? read.value : undefined;
  const type = (next: string): void => {
    typed.value = next;
    clear();
  };
  return (
    <QuestionForm onCheck={() => void check()}>
      <label for={field}>
        <strong>{t('lessons.predict')}</strong> {rich(filled(ask, lookOf(submission)), TAGS)}
      </label>
      <div class="together">
        {from !== undefined && to !== undefined && (
          <AnswerSlider text={text} unit={unit} value={value} from={from} to={to} step={step ?? (to - from) / STEPS} isDone={isDone} onSlide={type} />
        )}
        <input
          id={field}
          type="text"
          class="number"
          // The decimal keys of some telephones have no minus.
          inputMode={from !== undefined && from >= 0 ? 'decimal' : 'text'}
          autocomplete="off"
          value={text}
          readOnly={isDone}
          aria-invalid={fault !== undefined}
          aria-describedby={`${field}-verdict`}
          onInput={(event) => type(event.currentTarget.value)}
        />
        {unit !== undefined && <span>{unit}</span>}
        <CheckButton isDone={isDone} />
      </div>
      <Verdict id={`${field}-verdict`} fault={fault} submission={submission} words={submission && verdictWords(submission)} after={after} />
      {verdict?.kind === 'predict' && <NowOf fact={fact} is={verdict.is} />}
    </QuestionForm>
  );
};
