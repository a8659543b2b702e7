/**
 * A row of words that is one stop of the Tab key: arrow keys go from word to word. Knows no word.
 */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const wordsIn = (bar: HTMLElement | null): HTMLElement[] => [...(bar?.querySelectorAll<HTMLElement>('.word:enabled') ?? [])];

/** Makes one word the stop of the Tab key. */
const stopAt = (bar: HTMLElement | null, stop: HTMLElement | undefined): void => {
  for (const word of wordsIn(bar)) word.tabIndex = word === stop ? 0 : -1;
};

const goalOf = (key: string, at: number, last: number): number | undefined => {
  if (key === 'ArrowRight') return Math.min(at + 1, last);
  if (key === 'ArrowLeft') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
};

type Props = { id: string; label: string; kind: string; children: ComponentChildren };

export const Toolbar = ({ id, label, kind, children }: Props) => {
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => stopAt(bar.current, wordsIn(bar.current)[0]), []);
  return (
    <div
      ref={bar}
      id={id}
      class={kind}
      role="toolbar"
      aria-label={label}
      onFocusIn={({ target }) => {
        const word = wordsIn(bar.current).find((one) => one === target);
        if (word) stopAt(bar.current, word);
      }}
      onKeyDown={(event) => {
        const words = wordsIn(bar.current);
        const at = words.indexOf(event.target as HTMLElement);
        const to = at < 0 ? undefined : goalOf(event.key, at, words.length - 1);
        if (to === undefined) return;
        event.preventDefault();
        words[to]?.focus();
      }}
    >
      {children}
    </div>
  );
};
