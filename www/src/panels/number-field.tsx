/**
 * Fields for one number, typed as people write it: a decimal point or comma, a typographic minus, the page's own notation. Numbers
 * within the field's type go to the engine; other text is rejected here with a sentence, the text stays, and the earlier value is
 * kept.
 */
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { readNumber } from '../engine/core';
import { editable, rounded, stepped, type Steps } from '../engine/numbers';
import { language, t } from '../i18n';

type NumberProps = Steps & {
  /** The accessible name, with the unit. */
  label: string;
  value: number;
  onCommit: (value: number) => void;
  /** The unit that may be typed after the number. */
  unit?: '%' | 'σ';
  /** The largest whole number the engine can hold; without it fractions are fine. */
  maxInteger?: number;
  /** The smallest such whole number. */
  least?: number;
  class?: string;
  fault?: { 'aria-invalid'?: 'true'; 'aria-describedby'?: string };
};

/** The largest count or seed the engine can hold. */
export const U32 = 4294967295;
const F32 = 3.4028234e38;

/** The number of a text, or the sentence that rejects it. */
const judged = (text: string, { unit, maxInteger, least = 0, value: kept }: NumberProps): number | string => {
  const value = editable(kept);
  if (text.trim() === '') return t('ui.kept.empty', { value });
  const read = readNumber(text, unit);
  if ('refusal' in read) return t('ui.kept.refused', { why: read.refusal, value });
  const number = read.value;
  if (maxInteger === undefined) return Math.abs(number) <= F32 ? number : t('ui.kept.tooLarge', { value });
  if (Number.isInteger(number) && number >= least && number <= maxInteger) return number;
  if (least > 0) return t('ui.kept.between', { least, most: maxInteger, value });
  return t(least < 0 ? 'ui.kept.threeDigits' : 'ui.kept.notWhole', { value });
};

/**
 * A number that is taken when the user is done typing (Enter, leaving the field, an arrow). A text field with the role and the keys
 * of a number input, which would hide what it cannot read.
 */
export const NumberField = (props: NumberProps) => {
  const { label, value, onCommit, min, max, class: kind = 'number', fault = {} } = props;
  /** The text that was refused. */
  const refused = useSignal<string | undefined>(undefined);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const text = editable(value);
  // Only a new value, or another decimal mark, replaces the text: rendering for another reason must not change what is being typed.
  useLayoutEffect(() => {
    if (input.current) input.current.value = text;
    refused.value = undefined;
  }, [text]);
  const commit = (typed: string): void => {
    const number = judged(typed, props);
    refused.value = typeof number === 'string' ? typed : undefined;
    if (typeof number === 'string') return;
    if (input.current) input.current.value = editable(number);
    onCommit(number);
  };
  const step = (event: KeyboardEvent & { currentTarget: HTMLInputElement }): void => {
    const up = event.key === 'ArrowUp';
    if ((!up && event.key !== 'ArrowDown') || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const typed = judged(event.currentTarget.value, props);
    const from = typeof typed === 'number' ? typed : value;
    const next = stepped(from, up ? 1 : -1, props);
    if (next !== from) commit(editable(next));
  };
  // In the current language.
  void language.value;
  const refusal = refused.value === undefined ? undefined : judged(refused.value, props);
  return (
    <>
      <input
        ref={input}
        type="text"
        role="spinbutton"
        // The decimal keys of some telephones have no minus.
        inputMode={min !== undefined && min >= 0 ? 'decimal' : 'text'}
        autocomplete="off"
        spellcheck={false}
        class={kind}
        aria-label={label}
        aria-valuenow={rounded(value)}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={text}
        defaultValue={text}
        onChange={(event) => commit(event.currentTarget.value)}
        onKeyDown={step}
        onInput={() => {
          refused.value = undefined;
        }}
        {...(typeof refusal === 'string' ? { 'aria-invalid': 'true', 'aria-describedby': id } : fault)}
      />
      {typeof refusal === 'string' && (
        <span class="fault" id={id} role="alert">
          {refusal}
        </span>
      )}
    </>
  );
};
