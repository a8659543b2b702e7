/**
 * Fields for one number. What the engine can judge goes to the engine; here only what is no such number at all is
 * refused, with a sentence beside the field, and the earlier value is kept.
 */
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t, type WordKey } from '../i18n';

type NumberProps = {
  /** The accessible name, with the unit. */
  label: string;
  value: number;
  onCommit: (value: number) => void;
  min?: number;
  max?: number;
  step?: number | 'any';
  /** The largest whole number the engine can hold; without it fractions are fine. */
  whole?: number;
  /** The smallest such whole number. */
  least?: number;
  class?: string;
  fault?: { 'aria-invalid'?: 'true'; 'aria-describedby'?: string };
};

/** The largest count or seed the engine can hold. */
export const U32 = 4294967295;
const F32 = 3.4028234e38;

/** The sentence on what is no number for the field, by its key. */
const judge = (text: string, whole: number | undefined, least: number): WordKey | undefined => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) return 'ui.kept.noNumber';
  if (whole === undefined) return Math.abs(value) <= F32 ? undefined : 'ui.kept.tooLarge';
  if (Number.isInteger(value) && value >= least && value <= whole) return undefined;
  return least < 0 ? 'ui.kept.threeDigits' : 'ui.kept.notWhole';
};

/** A number that is taken when the user is done typing (Enter, leaving the field, an arrow). */
export const NumberField = ({ label, value, onCommit, whole, least = 0, class: kind = 'number', fault = {}, ...limits }: NumberProps) => {
  const refusal = useSignal<WordKey | undefined>(undefined);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // Only a new value replaces the text: a rendering for another reason must not take it from under the user's hands.
  useLayoutEffect(() => {
    if (input.current) input.current.value = String(value);
    refusal.value = undefined;
  }, [value]);
  const commit = (event: Event & { currentTarget: HTMLInputElement }): void => {
    const { value: text } = event.currentTarget;
    refusal.value = judge(text, whole, least);
    if (refusal.value === undefined) onCommit(Number(text));
  };
  const refused = refusal.value;
  return (
    <>
      <input
        ref={input}
        type="number"
        class={kind}
        aria-label={label}
        defaultValue={String(value)}
        onChange={commit}
        onInput={() => {
          refusal.value = undefined;
        }}
        {...limits}
        {...(refused ? { 'aria-invalid': 'true', 'aria-describedby': id } : fault)}
      />
      {refused && (
        <span class="fault" id={id} role="alert">
          {t(refused, { value })}
        </span>
      )}
    </>
  );
};

type SliderProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value with its unit, for screen readers. */
  words: string;
  onSlide: (value: number) => void;
  onSettle: () => void;
  /** A hand comes near, or leaves. */
  onNear?: (isNear: boolean) => void;
  id?: string;
};

/** A slider: every move shows, the gesture is one step of undo. */
export const Slider = ({ label, value, words, onSlide, onSettle, onNear, ...rest }: SliderProps) => (
  <input
    type="range"
    aria-label={label}
    aria-valuetext={words}
    value={value}
    onInput={(event) => onSlide(event.currentTarget.valueAsNumber)}
    onChange={onSettle}
    onFocus={() => onNear?.(true)}
    onPointerEnter={() => onNear?.(true)}
    onBlur={() => onNear?.(false)}
    {...rest}
  />
);
