/**
 * Predict a number, then see: it is typed or set by a slider, and compared once it is checked.
 */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../i18n';
import { compared, factAt, typedNumber, written, type Fact } from '../../lessons/judging';
import type { Prediction } from '../../lessons/schema';
import { filled } from '../../lessons/words';
import { known, record, turn } from '../../state/lesson';
import { answersIn } from '../../lessons/lesson-log';
import { formatNumber } from '../../state/store';
import { rich } from '../../ui/rich';
import { QuestionForm, type QuestionProps } from './question-form';
import { TAGS } from './tags';

/** Places of a slider that says nothing of them. */
const PLACES = 100;

/** A number in the unit of `fact`, as the page would write it. */
const like = (fact: Fact, value: number): string => written({ ...fact, value: fact.kind === 'share' ? value / 100 : value });

/** How far off something is needs no more than two digits. */
const rough = (value: number): number => Number(value.toPrecision(2));

/** What is said of a prediction. */
const verdict = (said: number, fact: Fact, within: number): { words: string; right: boolean } => {
  const { right, off, side, times } = compared(said, fact, within);
  const values = { said: like(fact, said), is: written(fact), off: like(fact, rough(off)), times: formatNumber(rough(times ?? 1)) };
  if (side === 'exact') return { words: t('lessons.exact', values), right };
  if (right) return { words: t('lessons.close', values), right };
  if (times !== undefined) return { words: t(`lessons.${side}Times`, values), right };
  return { words: t(`lessons.${side}`, values), right };
};

export const PredictionQuestion = ({ question, id, place }: QuestionProps<Prediction>) => {
  const { ask, fact, within, from, to, step, reveal, after } = question;
  const kept = answersIn(id)[place];
  const typed = useSignal(kept?.said ?? '');
  const fault = useSignal<string | undefined>(undefined);
  const field = useId();

  const check = async (): Promise<void> => {
    const said = typedNumber(typed.value);
    fault.value = said === undefined ? t('lessons.notNumber', { text: typed.value }) : undefined;
    if (said === undefined) return;
    const now = await turn(reveal);
    const found = now && factAt(fact, now);
    if (!found) return;
    const { right } = verdict(said, found, within);
    record(id, place, { kind: 'predict', said: typed.value, is: written(found), right });
  };

  const found = known.value && factAt(fact, known.value);
  const said = kept && typedNumber(kept.said);
  return (
    <QuestionForm onCheck={() => void check()}>
      <label for={field}>
        <strong>{t('lessons.predict')}</strong> {rich(filled(ask, known.value), TAGS)}
      </label>
      <div class="together">
        {from !== undefined && to !== undefined && (
          <input
            type="range"
            aria-label={t('lessons.yourAnswer')}
            min={from}
            max={to}
            step={step ?? (to - from) / PLACES}
            value={typedNumber(typed.value) ?? (from + to) / 2}
            disabled={kept !== undefined}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
            }}
          />
        )}
        <input
          id={field}
          class="number"
          inputMode="decimal"
          autocomplete="off"
          value={typed.value}
          readOnly={kept !== undefined}
          aria-invalid={fault.value !== undefined}
          aria-describedby={`${field}-told`}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <button type="submit" disabled={kept !== undefined}>
          {t('lessons.check')}
        </button>
      </div>
      <div id={`${field}-told`} role="status" class="question-verdict" data-right={kept?.right}>
        {fault.value !== undefined && <p class="fault">{fault.value}</p>}
        {said !== undefined && found && <p>{verdict(said, found, within).words}</p>}
        {kept && after && <p>{rich(filled(after, known.value), TAGS)}</p>}
      </div>
    </QuestionForm>
  );
};
