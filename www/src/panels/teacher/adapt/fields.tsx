/**
 * The fields of the form for a lesson: words in the language of the page, plain texts, conditions on facts.
 */
import { useId } from 'preact/hooks';
import { t } from '../../../i18n';
import { NAMES } from '../../../lessons/facts';
import type { Side } from '../../../lessons/judging';
import type { Goal, Words } from '../../../lessons/schema';
import { localized } from '../../../lessons/words';
import { inLanguage } from './draft';

/** The list of facts that fields offer; rendered once in the form. */
export const FACTS_LIST = 'adapt-facts';

export const FactsList = () => (
  <datalist id={FACTS_LIST}>
    {[...NAMES.now].map((name) => (
      <option key={name} value={name} />
    ))}
  </datalist>
);

type TextProps = { label: string; value: string; onChange: (text: string) => void; list?: string; rows?: number };

export const TextField = ({ label, value, onChange, list, rows }: TextProps) => {
  const id = useId();
  return (
    <div class="adapt-field">
      <label for={id}>{label}</label>
      {rows === undefined ? (
        <input id={id} type="text" value={value} list={list} autocomplete="off" onChange={(event) => onChange(event.currentTarget.value.trim())} />
      ) : (
        <textarea id={id} rows={rows} value={value} onChange={(event) => onChange(event.currentTarget.value.trim())} />
      )}
    </div>
  );
};

/** Words that must be there. */
export const WordsField = ({ label, value, onChange, rows }: { label: string; value: Words; onChange: (words: Words) => void; rows?: number }) => (
  <TextField label={label} value={localized(value)} onChange={(text) => onChange(inLanguage(text))} {...(rows !== undefined && { rows })} />
);

/** Words that may be left out. */
export const MaybeWords = ({ label, value, onChange }: { label: string; value: Words | undefined; onChange: (words: Words | undefined) => void }) => (
  <TextField label={label} value={value ? localized(value) : ''} onChange={(text) => onChange(text === '' ? undefined : inLanguage(text))} />
);

const SIDES = ['at_least', 'at_most', 'above', 'below'] as const satisfies readonly Side[];

/** A number as it is, anything else as the name of a fact. */
const boundFrom = (text: string): number | string => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : text);

/** A condition on a fact. One with two bounds shows the first, and keeps the other. */
export const ConditionFields = ({ value, onChange }: { value: Goal; onChange: (goal: Goal) => void }) => {
  const id = useId();
  const side = SIDES.find((one) => value[one] !== undefined) ?? 'at_least';
  const bound = value[side];
  const put = (to: Side, text: string): void => {
    const { [side]: _, ...rest } = value;
    onChange({ ...rest, [to]: boundFrom(text) } as Goal);
  };
  return (
    <div class="adapt-condition">
      <TextField label={t('teacher.adapt.fact')} value={value.fact} list={FACTS_LIST} onChange={(fact) => onChange({ ...value, fact })} />
      <div class="adapt-field">
        <label for={id}>{t('teacher.adapt.side')}</label>
        <select id={id} onChange={(event) => put(event.currentTarget.value as Side, String(bound ?? ''))}>
          {SIDES.map((one) => (
            <option key={one} value={one} selected={one === side}>
              {t(`teacher.adapt.sides.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <TextField label={t('teacher.adapt.bound')} value={String(bound ?? '')} onChange={(text) => put(side, text)} />
    </div>
  );
};
