/**
 * Questions that are asked as long as a component is there.
 */
import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Asks by `follow`, at first and whenever what it reads changes; `stop` is called once the component is gone. */
export const useFollowing = (follow: () => void, stop: () => void): void => {
  useSignalEffect(follow);
  useEffect(() => stop, []);
};
