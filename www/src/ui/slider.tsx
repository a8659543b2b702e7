/**
 * A slider for one number. Must not know what the number is.
 */
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
  /** The pointer enters or leaves. */
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
