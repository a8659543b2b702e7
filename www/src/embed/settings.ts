/**
 * Settings as the words of a link, to and from the page around the frame.
 */
import type { Settings } from '../around/frame';
import type { State } from '../engine/wasm';
import { t } from '../i18n';
import { change, openLink, state } from '../state/store';
import { readLink, writeLink } from '../engine/core';

/** The keys that say which data are shown. */
const OF_DATA = new Set(['data', 'rows', 'cols', 'seed', 'outliers', 'strength', 'numbers', 'file', 'tensor', 'axis', 'cut', 'sha', 'edit']);

/** The words of a state that differ from the defaults. */
export const wordsOf = (of: State): Record<string, string> => {
  const { v: _, ...words } = Object.fromEntries(new URLSearchParams(writeLink(of)));
  return words;
};

/** Changes what these words stand for and nothing else; returns the sentence that refuses them all, if any is wrong. */
export const applyWords = (words: Settings): string | undefined => {
  const before = writeLink(state.peek());
  const link = new URLSearchParams(before);
  for (const [key, value] of Object.entries(words)) {
    if (value === null) link.delete(key);
    else link.set(key, String(value));
  }
  const asked = link.toString();
  const { state: to, messages } = readLink(asked);
  // Numbers too many for a link are missing in it, and stay.
  const known = new Set(readLink(before).messages);
  const faults = messages.filter((message) => !known.has(message));
  if (faults.length > 0) return t('embed.refused', { why: faults.join(' ') });
  if (Object.keys(words).some((key) => OF_DATA.has(key))) openLink(asked);
  else {
    const { source: _, ...rest } = to;
    change(rest);
  }
  return undefined;
};
