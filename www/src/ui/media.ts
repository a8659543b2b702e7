/**
 * Whether the window is as a media query says, followed as it changes.
 */
import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

/** Not for what the start page shows: that is rendered without a window. */
export const useMedia = (query: string): boolean => {
  const matches = useSignal(true);
  useLayoutEffect(() => {
    const list = matchMedia(query);
    const read = (): void => {
      matches.value = list.matches;
    };
    read();
    list.addEventListener('change', read);
    return () => list.removeEventListener('change', read);
  }, [query]);
  return matches.value;
};
