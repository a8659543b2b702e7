/**
 * Copying a text. Pages over plain http have no clipboard of their own, and some frames may not use theirs: the text is then
 * copied as a selection, and where that is refused too, what shows it is marked, to be copied by hand.
 */
import { t } from '../i18n';

/** Not every browser lets `select` give the focus, or select what cannot be written to. */
const selectAll = (field: HTMLTextAreaElement): void => {
  field.focus({ preventScroll: true });
  field.setSelectionRange(0, field.value.length);
};

/** Copies from a field that is there just as long. */
const copyAsSelection = (text: string): boolean => {
  const focused = document.activeElement;
  const field = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, className: 'hidden-words' });
  // Outside of an open dialog nothing takes the focus.
  (focused?.closest('dialog, [popover]') ?? document.body).append(field);
  selectAll(field);
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
};

/** Copies a text; resolves to whether the browser did. To be called while a click or a key is handled. */
export const copy = async (text: string): Promise<boolean> => {
  if (!('clipboard' in navigator)) return copyAsSelection(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyAsSelection(text),
  );
};

/** Marks a field, or the words of an element, to be copied by hand. */
export const mark = (seen: Element): void => {
  if (seen instanceof HTMLTextAreaElement) selectAll(seen);
  else getSelection()?.selectAllChildren(seen);
};

/** The outcome in words, of `mark` too. */
export const copiedWords = (isCopied: boolean): string =>
  isCopied ? t('ui.copied') : t('ui.marked', { keys: /Mac|iP/.test(navigator.platform) ? '⌘C' : 'Ctrl+C' });
