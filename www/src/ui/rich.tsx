/**
 * A sentence with tags: `Drop a <file>.npy</file> here`. The words come from the catalog of the language, what each tag
 * renders from the panel.
 */
import type { ComponentChild } from 'preact';

type Tags = Record<string, (words: string) => ComponentChild>;

const TAGGED = /<(\w+)>(.*?)<\/\1>/gs;

/** `text` with every `<name>words</name>` rendered by `tags[name]`. */
export const rich = (text: string, tags: Tags): ComponentChild[] => {
  const made: ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(TAGGED)) {
    const [whole, name = '', words = ''] = match;
    made.push(text.slice(from, match.index), tags[name]?.(words) ?? words);
    from = match.index + whole.length;
  }
  return [...made, text.slice(from)];
};
