/**
 * A sentence with parts that are more than text: `Drop a <file>.npy</file> here`. The words come from the language's
 * file, what stands for each name from the panel.
 */
import type { ComponentChild } from 'preact';

type Parts = Record<string, (words: string) => ComponentChild>;

const TAGGED = /<(\w+)>(.*?)<\/\1>/gs;

/** `text` with every `<name>words</name>` made by `parts[name]`. */
export const rich = (text: string, parts: Parts): ComponentChild[] => {
  const made: ComponentChild[] = [];
  let from = 0;
  for (const match of text.matchAll(TAGGED)) {
    const [whole, name = '', words = ''] = match;
    made.push(text.slice(from, match.index), parts[name]?.(words) ?? words);
    from = match.index + whole.length;
  }
  return [...made, text.slice(from)];
};
