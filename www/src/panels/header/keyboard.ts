/**
 * Undo and redo by keys, except while text is being typed.
 */
import { redo, undo } from '../../state/store';

/** Whether the focused element takes text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input[type=text], textarea, [contenteditable]');

export const takeUndoKeys = (event: KeyboardEvent): void => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) redo();
  else undo();
};
