/**
 * What the last change did, for screen readers: said when no further change has come for a while. Renders nothing.
 */
import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { step } from '../../state/lesson';
import { shown, type Shown } from '../../state/store';
import { changeWords } from './announcements';

/** Milliseconds without a change after which it is announced: during a drag there is none. */
const REST = 700;

/** Whether a screen reader already says what changed: the value of the slider that has the focus. */
const isSliderFocused = (): boolean => document.activeElement?.getAttribute('role') === 'slider';

/** The facts that the task of the lesson's step asks for. */
const goals = (): string[] => (step.peek()?.task?.goal ?? []).map(({ fact }) => fact);

/** The effect of the last change in words. */
export const useAnnouncement = (): ReadonlySignal<string> => {
  const announced = useSignal('');
  const before = useRef<Shown | undefined>(undefined);
  useSignalEffect(() => {
    const now = shown.value;
    const timer = setTimeout(() => {
      const words = before.current && now && changeWords(before.current, now, isSliderFocused(), goals());
      if (words !== undefined) announced.value = words;
      before.current = now;
    }, REST);
    return () => clearTimeout(timer);
  });
  return announced;
};
